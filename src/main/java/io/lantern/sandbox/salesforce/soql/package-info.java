/**
 * The SOQL subset: parser, evaluator and Salesforce's own error texts.
 */
@NullMarked
package io.lantern.sandbox.salesforce.soql;

import org.jspecify.annotations.NullMarked;
