/**
 * Oracle Eloqua, as
 * https://docs.oracle.com/en/cloud/saas/marketing/eloqua-rest-api/index.html describes it: the login, contacts, forms.
 */
@NullMarked
package io.lantern.sandbox.eloqua;

import org.jspecify.annotations.NullMarked;
