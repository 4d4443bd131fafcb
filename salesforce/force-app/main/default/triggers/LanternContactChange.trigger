/** Tells Lantern Hub of every change of a Contact. See LanternRecordChange. */
trigger LanternContactChange on Contact(after insert, after update, after delete, after undelete) {
    LanternRecordChange.publish(Trigger.operationType, Trigger.old, Trigger.new);
}
