/**
 * The partner SOAP API: login, convertLead, merge, query and CRUD.
 */
@NullMarked
package io.lantern.sandbox.salesforce.soap;

import org.jspecify.annotations.NullMarked;
