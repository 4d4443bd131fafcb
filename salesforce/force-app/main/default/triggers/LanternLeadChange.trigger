/** Tells Lantern Hub of every change of a Lead. See LanternRecordChange. */
trigger LanternLeadChange on Lead(after insert, after update, after delete, after undelete) {
    LanternRecordChange.publish(Trigger.operationType, Trigger.old, Trigger.new);
}
