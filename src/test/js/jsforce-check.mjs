// What an ordinary jsforce client does, run against the sandbox org. Usage: node jsforce-check.mjs <org url>
import assert from 'node:assert/strict';
import jsforce from 'jsforce';

const url = process.argv[2];
const stamp = Date.now().toString(36);

async function step(name, work) {
  try {
    await work();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${error.stack ?? error}`);
    process.exitCode = 1;
  }
}

const soap = new jsforce.Connection({ loginUrl: url });
const conn = new jsforce.Connection({
  instanceUrl: url,
  oauth2: { loginUrl: url, clientId: 'lantern-sandbox', clientSecret: 'lantern-sandbox-secret' },
  version: '60.0',
});

await step('SOAP login', async () => {
  const user = await soap.login('admin@sandbox.example', 'sandbox');
  assert.match(user.id, /^005.{15}$/);
  assert.match(user.organizationId, /^00D.{15}$/);
  const rows = await soap.query('SELECT Id, Name FROM Account LIMIT 1');
  assert.ok(rows.done);
});

await step('a wrong password is refused', async () => {
  await assert.rejects(
    new jsforce.Connection({ loginUrl: url }).login('admin@sandbox.example', 'wrong'),
    /INVALID_LOGIN/,
  );
});

await step('OAuth client credentials, identity', async () => {
  const user = await conn.authorize({ grant_type: 'client_credentials' });
  assert.match(user.organizationId, /^00D.{15}$/);
  const identity = await conn.identity();
  assert.equal(identity.username, 'admin@sandbox.example');
});

let leadId;
await step('create, retrieve, update, delete', async () => {
  const created = await conn.sobject('Lead').create({
    LastName: `Lovelace ${stamp}`,
    FirstName: 'Ada',
    Company: `Engines ${stamp}`,
    Email: `ada.${stamp}@engines.example`,
  });
  assert.ok(created.success);
  leadId = created.id;
  const lead = await conn.sobject('Lead').retrieve(leadId);
  assert.equal(lead.Name, `Ada Lovelace ${stamp}`);
  assert.equal(lead.attributes.type, 'Lead');
  assert.ok((await conn.sobject('Lead').update({ Id: leadId, Title: 'Countess' })).success);
  assert.equal((await conn.sobject('Lead').retrieve(leadId)).Title, 'Countess');
  const gone = await conn.sobject('Lead').create({ LastName: 'Gone', Company: 'Gone' });
  assert.ok((await conn.sobject('Lead').destroy(gone.id)).success);
  await assert.rejects(conn.sobject('Lead').retrieve(gone.id), (e) => e.errorCode === 'ENTITY_IS_DELETED');
});

await step('a refusal says what is missing', async () => {
  await assert.rejects(
    conn.sobject('Lead').create({ FirstName: 'Nobody' }),
    (e) => e.errorCode === 'REQUIRED_FIELD_MISSING' && /LastName/.test(e.message),
  );
});

await step('an expired session is renewed', async () => {
  let refreshed = 0;
  const token = (await (await fetch(`${url}/sandbox/refresh-tokens`, { method: 'POST' })).json()).refresh_token;
  const renewing = new jsforce.Connection({
    instanceUrl: url,
    accessToken: '00D000000000000!expired',
    refreshToken: token,
    oauth2: { loginUrl: url, clientId: 'lantern-sandbox', clientSecret: 'lantern-sandbox-secret' },
  });
  renewing.on('refresh', () => refreshed++);
  await renewing.query('SELECT Id FROM Lead LIMIT 1');
  assert.equal(refreshed, 1);
});

await step('arrays: create, update, retrieve, delete', async () => {
  const results = await conn.sobject('Contact').create(
    Array.from({ length: 250 }, (_, i) => ({ LastName: `Row ${stamp} ${i}`, Email: `row${i}.${stamp}@rows.example` })),
    { allowRecursive: true },
  );
  assert.equal(results.length, 250);
  assert.ok(results.every((r) => r.success));
  const ids = results.map((r) => r.id);
  const updated = await conn.sobject('Contact').update(
    ids.slice(0, 3).map((Id) => ({ Id, Title: 'Clerk' })),
  );
  assert.ok(updated.every((r) => r.success));
  const read = await conn.sobject('Contact').retrieve(ids.slice(0, 3));
  assert.deepEqual(read.map((r) => r.Title), ['Clerk', 'Clerk', 'Clerk']);
  const mixed = await conn.sobject('Contact').create([{ LastName: 'Good' }, { FirstName: 'Bad' }]);
  assert.deepEqual(mixed.map((r) => r.success), [true, false]);
  assert.ok((await conn.sobject('Contact').destroy([...ids.slice(200), mixed[0].id])).every((r) => r.success));
});

await step('query with paging', async () => {
  const names = [];
  let page = await conn.query(`SELECT Id, LastName FROM Contact WHERE LastName LIKE 'Row ${stamp}%' ORDER BY LastName`, {
    headers: { 'Sforce-Query-Options': 'batchSize=200' },
  });
  names.push(...page.records.map((r) => r.LastName));
  while (!page.done) {
    page = await conn.queryMore(page.nextRecordsUrl);
    names.push(...page.records.map((r) => r.LastName));
  }
  assert.equal(names.length, 200);
  const all = await conn.query('SELECT Id FROM Contact', { autoFetch: true, maxFetch: 10000 });
  assert.equal(all.records.length, all.totalSize);
});

await step('find, count, relationships', async () => {
  const leads = await conn.sobject('Lead').find({ Email: `ada.${stamp}@engines.example` }, 'Id, Name, Owner.Name').execute();
  assert.equal(leads.length, 1);
  assert.ok(leads[0].Owner.Name);
  assert.equal(await conn.sobject('Lead').count({ Email: `ada.${stamp}@engines.example` }), 1);
});

await step('describe and limits', async () => {
  const lead = await conn.sobject('Lead').describe();
  assert.ok(lead.fields.find((f) => f.name === 'Email' && f.type === 'email'));
  assert.ok((await conn.describeGlobal()).sobjects.find((o) => o.name === 'Lead' && o.keyPrefix === '00Q'));
  assert.ok((await conn.limits()).DailyApiRequests.Remaining > 0);
  assert.ok(conn.limitInfo.apiUsage.used > 0);
});

await step('upsert by external id', async () => {
  const describe = await conn.sobject('Lead').describe();
  const key = describe.fields.find((f) => f.externalId)?.name;
  assert.ok(key, 'Lead has an external id');
  const first = await conn.sobject('Lead').upsert({ [key]: `ext-${stamp}`, LastName: 'Up', Company: 'Up' }, key);
  assert.deepEqual([first.success, first.created], [true, true]);
  const second = await conn.sobject('Lead').upsert({ [key]: `ext-${stamp}`, LastName: 'Upper' }, key);
  assert.deepEqual([second.id, second.created], [first.id, false]);
  const many = await conn.sobject('Lead').upsert(
    [
      { [key]: `ext-${stamp}`, LastName: 'Third' },
      { [key]: `ext-${stamp}-2`, LastName: 'New', Company: 'New' },
    ],
    key,
  );
  assert.deepEqual(many.map((r) => r.success), [true, true]);
});

await step('convert a lead', async () => {
  const status = (await conn.query('SELECT MasterLabel FROM LeadStatus WHERE IsConverted = true')).records[0].MasterLabel;
  const results = await conn.soap.convertLead({ leadId, convertedStatus: status, doNotCreateOpportunity: true });
  const result = [results].flat()[0];
  assert.equal(String(result.success), 'true', JSON.stringify(result));
  const lead = await conn.sobject('Lead').retrieve(leadId);
  assert.equal(lead.IsConverted, true);
  assert.equal(lead.ConvertedAccountId, result.accountId);
  assert.equal(lead.ConvertedContactId, result.contactId);
  await assert.rejects(
    conn.sobject('Lead').update({ Id: leadId, Title: 'Again' }),
    (e) => e.errorCode === 'CANNOT_UPDATE_CONVERTED_LEAD',
  );
});

await step('merge accounts', async () => {
  const [master, loser] = await conn.sobject('Account').create([{ Name: `Master ${stamp}` }, { Name: `Loser ${stamp}` }]);
  const child = await conn.sobject('Contact').create({ LastName: 'Child', AccountId: loser.id });
  const results = await conn.soap.merge({
    masterRecord: { type: 'Account', Id: master.id, Phone: '+1 555 0100' },
    recordToMergeIds: [loser.id],
  });
  const result = [results].flat()[0];
  assert.equal(String(result.success), 'true', JSON.stringify(result));
  assert.equal((await conn.sobject('Contact').retrieve(child.id)).AccountId, master.id);
  assert.equal((await conn.sobject('Account').retrieve(master.id)).Phone, '+1 555 0100');
});

await step('logout', async () => {
  await conn.logout();
  await soap.logout();
});
