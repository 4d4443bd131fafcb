/**
 * WhatsApp's Cloud API, as https://developers.facebook.com/docs/whatsapp/cloud-api describes it: one number that sends.
 */
@NullMarked
package io.lantern.sandbox.whatsapp;

import org.jspecify.annotations.NullMarked;
