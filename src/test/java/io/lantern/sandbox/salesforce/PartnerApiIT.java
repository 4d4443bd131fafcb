package io.lantern.sandbox.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sforce.soap.partner.DeleteResult;
import com.sforce.soap.partner.DescribeSObjectResult;
import com.sforce.soap.partner.LeadConvert;
import com.sforce.soap.partner.LeadConvertResult;
import com.sforce.soap.partner.MergeRequest;
import com.sforce.soap.partner.MergeResult;
import com.sforce.soap.partner.PartnerConnection;
import com.sforce.soap.partner.QueryResult;
import com.sforce.soap.partner.SaveResult;
import com.sforce.soap.partner.StatusCode;
import com.sforce.soap.partner.UpsertResult;
import com.sforce.soap.partner.fault.LoginFault;
import com.sforce.soap.partner.fault.UnexpectedErrorFault;
import com.sforce.soap.partner.sobject.SObject;
import com.sforce.ws.ConnectionException;
import com.sforce.ws.ConnectorConfig;
import io.lantern.sandbox.Sandbox;
import io.lantern.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Salesforce's own SOAP client (force-wsc, force-partner-api; gzip on) finds nothing odd. */
class PartnerApiIT {
    @TempDir
    static Path folder;

    private static Sandbox sandbox;
    private static PartnerConnection partner;
    private static OrgHttp rest;

    @BeforeAll
    static void start() throws ConnectionException {
        sandbox = Sandbox.start(new SandboxSettings(folder, 0, 0, -1, false));
        partner = new PartnerConnection(config("sandbox"));
        rest = new OrgHttp(sandbox.url()).login();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void login_tells_who_and_where_one_is() throws ConnectionException {
        assertThat(partner.getUserInfo().getUserName()).isEqualTo("admin@sandbox.example");
        assertThat(partner.getUserInfo().getOrganizationId()).startsWith("00D").hasSize(18);
        assertThat(partner.getConfig().getServiceEndpoint()).contains("/services/Soap/u/65.0/00D");
        assertThat(partner.getServerTimestamp().getTimestamp()).isNotNull();
    }

    @Test
    void a_wrong_password_and_a_dead_session_are_typed_faults() throws ConnectionException {
        assertThatThrownBy(() -> new PartnerConnection(config("wrong"))).isInstanceOf(LoginFault.class);

        PartnerConnection other = new PartnerConnection(config("sandbox"));
        other.logout();

        assertThatThrownBy(other::getUserInfo)
                .isInstanceOfSatisfying(
                        UnexpectedErrorFault.class,
                        fault -> assertThat(fault.getExceptionCode().name()).isEqualTo("INVALID_SESSION_ID"));
    }

    @Test
    void rows_are_created_read_changed_deleted_and_brought_back() throws ConnectionException {
        SObject good = object("Contact", "LastName", "Wsc", "Email", "wsc@partner.example");
        SaveResult[] created = partner.create(new SObject[] {good, object("Contact", "FirstName", "Nameless")});
        assertThat(created[0].isSuccess()).isTrue();
        assertThat(created[1].getErrors()[0].getStatusCode()).isEqualTo(StatusCode.REQUIRED_FIELD_MISSING);

        String id = created[0].getId();
        SObject change = object("Contact", "Title", "Clerk");
        change.setId(id);
        change.setFieldsToNull(new String[] {"Email"});
        assertThat(partner.update(new SObject[] {change})[0].isSuccess()).isTrue();
        SObject read = partner.retrieve("Id,Title,Email,CreatedDate", "Contact", new String[] {id})[0];
        assertThat(read.getField("Title")).isEqualTo("Clerk");
        assertThat(read.getField("Email")).isNull();
        assertThat((String) read.getField("CreatedDate")).endsWith("Z");

        DeleteResult[] deleted = partner.delete(new String[] {id});
        assertThat(deleted[0].isSuccess()).isTrue();
        assertThat(partner.undelete(new String[] {id})[0].isSuccess()).isTrue();
    }

    @Test
    void upsert_goes_by_external_id() throws ConnectionException {
        SObject lead = object("Lead", "LastName", "Up", "Company", "Up", "External_Id__c", "wsc-1");

        UpsertResult[] first = partner.upsert("External_Id__c", new SObject[] {lead});
        UpsertResult[] second = partner.upsert("External_Id__c", new SObject[] {lead});

        assertThat(first[0].isCreated()).isTrue();
        assertThat(second[0].isCreated()).isFalse();
        assertThat(second[0].getId()).isEqualTo(first[0].getId());
    }

    @Test
    void queries_come_in_pages_with_parents_and_children() throws ConnectionException {
        String account = save(object("Account", "Name", "Parent of many"));
        List<SObject> contacts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            contacts.add(object("Contact", "LastName", "Paged", "AccountId", account));
        }
        partner.create(contacts.toArray(SObject[]::new));
        partner.create(contacts.toArray(SObject[]::new));
        partner.setQueryOptions(200);

        QueryResult first = partner.query("SELECT Id, LastName, Account.Name FROM Contact WHERE LastName = 'Paged'");
        QueryResult last = partner.queryMore(first.getQueryLocator());
        QueryResult nested = partner.query(
                "SELECT Name, (SELECT Id FROM Contacts LIMIT 2) FROM Account WHERE Id = '" + account + "'");

        assertThat(first.getSize()).isEqualTo(400);
        assertThat(first.getRecords()).hasSize(200);
        assertThat(first.getRecords()[0].getChild("Account").getField("Name")).isEqualTo("Parent of many");
        assertThat(last.isDone()).isTrue();
        assertThat(nested.getRecords()[0]
                        .getChild("Contacts")
                        .getChildren("records")
                        .hasNext())
                .isTrue();
        assertThatThrownBy(() -> partner.query("SELECT Nope FROM Contact")).isInstanceOf(ConnectionException.class);
    }

    @Test
    void describe_is_read_by_the_wsdl() throws ConnectionException {
        DescribeSObjectResult lead = partner.describeSObject("Lead");

        assertThat(lead.getKeyPrefix()).isEqualTo("00Q");
        assertThat(lead.getFields()).anyMatch(field -> field.getName().equals("Email"));
        assertThat(partner.describeSObjects(new String[] {"Account", "Contact"}))
                .hasSize(2);
        assertThat(partner.describeGlobal().getSobjects())
                .anyMatch(type -> type.getName().equals("Lead"));
    }

    @Test
    void a_converted_lead_becomes_account_contact_and_opportunity_and_takes_its_history_along()
            throws ConnectionException {
        String lead = save(object(
                "Lead", "LastName", "Hopper", "FirstName", "Grace", "Company", "Cobol Inc", "Phone", "+1 555 0101"));
        String task = save(object("Task", "Subject", "Call", "WhoId", lead));
        String campaign = save(object("Campaign", "Name", "Fair"));
        String member = save(object("CampaignMember", "LeadId", lead, "CampaignId", campaign));

        LeadConvertResult result = convert(lead, null, null, true);

        assertThat(result.isSuccess()).isTrue();
        assertThat(field("Contact", result.getContactId(), "Phone")).isEqualTo("+1 555 0101");
        assertThat(field("Account", result.getAccountId(), "Name")).isEqualTo("Cobol Inc");
        assertThat(field("Opportunity", result.getOpportunityId(), "CampaignId"))
                .isEqualTo(campaign);
        assertThat(field("Task", task, "WhoId")).isEqualTo(result.getContactId());
        assertThat(field("Task", task, "WhatId")).isEqualTo(result.getOpportunityId());
        assertThat(field("CampaignMember", member, "ContactId")).isEqualTo(result.getContactId());
        assertThat(field("Lead", lead, "IsConverted")).isEqualTo("true");
        assertThat(field("Lead", lead, "ConvertedAccountId")).isEqualTo(result.getAccountId());

        LeadConvertResult again = convert(lead, null, null, true);
        assertThat(again.isSuccess()).isFalse();
        assertThat(again.getErrors()[0].getStatusCode()).isEqualTo(StatusCode.CANNOT_UPDATE_CONVERTED_LEAD);
    }

    @Test
    void conversion_into_existing_records_fills_only_what_is_blank() throws ConnectionException {
        String account = save(object("Account", "Name", "Kept", "Phone", "old"));
        String contact = save(object("Contact", "LastName", "Kept", "AccountId", account, "Title", "Old"));
        String lead = save(object(
                "Lead", "LastName", "New", "Company", "New", "Phone", "new", "Title", "New", "Website", "new.example"));

        LeadConvertResult result = convert(lead, account, contact, false);

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.getOpportunityId()).isNull();
        assertThat(field("Account", account, "Phone")).isEqualTo("old");
        assertThat(field("Account", account, "Website")).isEqualTo("new.example");
        assertThat(field("Contact", contact, "Title")).isEqualTo("Old");
        assertThat(field("Contact", contact, "Phone")).isEqualTo("new");
    }

    @Test
    void each_lead_of_a_call_has_its_own_result() throws ConnectionException {
        String good = save(object("Lead", "LastName", "Good", "Company", "Good"));
        LeadConvert bad = new LeadConvert();
        bad.setLeadId(save(object("Lead", "LastName", "Bad", "Company", "Bad")));
        bad.setConvertedStatus("Working - Contacted");
        LeadConvert fine = new LeadConvert();
        fine.setLeadId(good);
        fine.setConvertedStatus("Closed - Converted");

        LeadConvertResult[] results = partner.convertLead(new LeadConvert[] {bad, fine});

        assertThat(results[0].isSuccess()).isFalse();
        assertThat(results[0].getErrors()[0].getMessage()).isEqualTo("invalid convertedStatus: Working - Contacted");
        assertThat(results[1].isSuccess()).isTrue();
        assertThat(rest.query("SELECT COUNT() FROM Account WHERE Name = 'Bad'")
                        .body()
                        .path("totalSize")
                        .asInt())
                .isZero();
    }

    @Test
    void a_merge_moves_children_and_leaves_a_trace() throws ConnectionException {
        String master = save(object("Account", "Name", "Master"));
        String loser = save(object("Account", "Name", "Loser"));
        String child = save(object("Contact", "LastName", "Moved", "AccountId", loser));
        SObject winner = object("Account", "Phone", "+1 555 0199");
        winner.setId(master);
        MergeRequest request = new MergeRequest();
        request.setMasterRecord(winner);
        request.setRecordToMergeIds(new String[] {loser});

        MergeResult result = partner.merge(new MergeRequest[] {request})[0];

        assertThat(result.isSuccess()).isTrue();
        assertThat(result.getMergedRecordIds()).containsExactly(loser);
        assertThat(result.getUpdatedRelatedIds()).contains(child);
        assertThat(field("Contact", child, "AccountId")).isEqualTo(master);
        assertThat(field("Account", master, "Phone")).isEqualTo("+1 555 0199");
        QueryResult trace =
                partner.queryAll("SELECT Id, IsDeleted, MasterRecordId FROM Account WHERE Id = '" + loser + "'");
        assertThat(trace.getRecords()[0].getField("MasterRecordId")).isEqualTo(master);
        assertThat(trace.getRecords()[0].getField("IsDeleted")).isEqualTo("true");
        assertThat(partner.merge(new MergeRequest[] {request})[0].getErrors()[0].getStatusCode())
                .isEqualTo(StatusCode.ENTITY_IS_DELETED);
    }

    private static LeadConvertResult convert(
            String lead, @Nullable String account, @Nullable String contact, boolean opportunity)
            throws ConnectionException {
        LeadConvert convert = new LeadConvert();
        convert.setLeadId(lead);
        convert.setConvertedStatus("Closed - Converted");
        convert.setAccountId(account);
        convert.setContactId(contact);
        convert.setDoNotCreateOpportunity(!opportunity);
        return partner.convertLead(new LeadConvert[] {convert})[0];
    }

    private static String save(SObject object) throws ConnectionException {
        SaveResult result = partner.create(new SObject[] {object})[0];
        assertThat(result.isSuccess()).as("%s", (Object) result.getErrors()).isTrue();
        return result.getId();
    }

    private static SObject object(String type, String... fields) {
        SObject object = new SObject(type);
        for (int i = 0; i < fields.length; i += 2) {
            object.setField(fields[i], fields[i + 1]);
        }
        return object;
    }

    private static String field(String type, String id, String field) {
        return rest.get(OrgHttp.DATA + "/sobjects/" + type + "/" + id + "?fields=" + field)
                .body()
                .path(field)
                .asText();
    }

    private static ConnectorConfig config(String password) {
        ConnectorConfig config = new ConnectorConfig();
        config.setAuthEndpoint(sandbox.url() + "/services/Soap/u/65.0");
        config.setUsername("admin@sandbox.example");
        config.setPassword(password);
        return config;
    }
}
