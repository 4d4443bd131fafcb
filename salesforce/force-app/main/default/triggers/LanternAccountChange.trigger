/** Tells Lantern Hub of every change of a Account. See LanternRecordChange. */
trigger LanternAccountChange on Account(after insert, after update, after delete, after undelete) {
    LanternRecordChange.publish(Trigger.operationType, Trigger.old, Trigger.new);
}
