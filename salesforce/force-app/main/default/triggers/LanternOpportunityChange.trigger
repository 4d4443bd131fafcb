/** Tells Lantern Hub of every change of a Opportunity. See LanternRecordChange. */
trigger LanternOpportunityChange on Opportunity(after insert, after update, after delete, after undelete) {
    LanternRecordChange.publish(Trigger.operationType, Trigger.old, Trigger.new);
}
