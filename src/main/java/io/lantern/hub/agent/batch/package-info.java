/**
 * Enriches up to 1,000 records in one durable run, and writes what came out as CSV files to S3.
 */
@NullMarked
package io.lantern.hub.agent.batch;

import org.jspecify.annotations.NullMarked;
