// Sends spend, click and order events to Sluice with Confluent's registry client and kafkajs.
// The last line it prints is JSON: what was sent, and what the channel metrics of that week must say.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { Kafka, Partitioners, logLevel } = require('kafkajs');
const { AvroSerializer, SchemaRegistryClient, SerdeType } = require('@confluentinc/schemaregistry');

const env = process.env;
const settings = {
  brokers: required('SLUICE_BOOTSTRAP_SERVERS').split(','),
  registryUrls: required('SLUICE_SCHEMA_REGISTRY_URL').split(','),
  prefix: env.SLUICE_TOPIC_PREFIX ?? 'sluice.',
  schemas: env.SLUICE_SCHEMAS ?? path.join(__dirname, '..', '..', 'schemas', 'src', 'main', 'avro'),
  account: env.SLUICE_ACCOUNT ?? 'node-shop',
  day: env.SLUICE_DAY ?? new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
};

function required(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set, for example ${name}=127.0.0.1:9092`);
    process.exit(64);
  }
  return value;
}

const MICROS = 1_000_000;
const MINUTE = 60_000;
const midnight = Date.parse(`${settings.day}T00:00:00Z`);
if (Number.isNaN(midnight)) {
  console.error(`SLUICE_DAY must be a date such as 2026-03-02, not ${settings.day}`);
  process.exit(64);
}
const at = (minute) => midnight + minute * MINUTE;

// A report is the whole truth of account, channel, campaign, ad group and day. A higher revision replaces it.
function spend(channel, campaign, amount, clicks, revision) {
  return {
    account: settings.account,
    channel,
    campaign_id: campaign,
    campaign_name: null,
    ad_group_id: null,
    day: Math.floor(midnight / 86_400_000),
    spend_micros: Math.round(amount * MICROS),
    currency: 'EUR',
    impressions: clicks * 50,
    clicks,
    conversions: null,
    conversions_value_micros: null,
    revision,
    reported_at: at(23 * 60),
    source: 'node-example',
  };
}

// One click is a batch of one; a batch costs Sluice far less than as many single ones.
function clicks(...all) {
  return {
    account: settings.account,
    clicks: all.map(([click_id, channel, visitor_id, minute]) => ({
      click_id, channel, campaign_id: null, visitor_id, clicked_at: at(minute),
    })),
  };
}

// An order is upserted by its id: send it again with a higher revision when it changes.
function order(order_id, revision, status, total, refunded, came) {
  return {
    account: settings.account,
    order_id,
    revision,
    status,
    customer_id: `customer-of-${order_id}`,
    placed_at: at(600),
    updated_at: at(600 + revision),
    currency: 'EUR',
    total_micros: Math.round(total * MICROS),
    refunded_micros: Math.round(refunded * MICROS),
    discount_micros: 0,
    items: [],
    channel: null,
    click_id: null,
    visitor_id: null,
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    ...came,
  };
}

const events = {
  'ad-spend': [
    spend('paid_search', 'brand', 100.5, 40, 1),
    spend('paid_search', 'generic', 20, 10, 1),
    spend('meta', 'prospecting', 80, 25, 1),
    spend('meta', 'prospecting', 80, 25, 1), // a duplicate
    spend('paid_search', 'brand', 110.25, 44, 2), // a restatement: replaces the first
  ],
  'ad-clicks': [
    clicks(['c1', 'paid_search', 'v1', 540], ['c2', 'meta', 'v2', 550], ['c2', 'meta', 'v2', 550]),
    clicks(['c3', 'meta', 'v3', 560]),
  ],
  orders: [
    order('o1', 1, 'PLACED', 60, 0, { click_id: 'c1' }),
    order('o2', 1, 'PLACED', 90, 0, { visitor_id: 'v2' }),
    order('o2', 2, 'PARTLY_REFUNDED', 90, 30, { visitor_id: 'v2' }),
    order('o3', 1, 'PLACED', 15.99, 0, { channel: 'email' }),
  ],
};

// Worked out by hand from the story above, not by the code that sends it.
const expected = {
  paid_search: { spend_micros: 130_250_000, platform_clicks: 54, clicks: 1, orders: 1, revenue_micros: 60_000_000 },
  meta: { spend_micros: 80_000_000, platform_clicks: 25, clicks: 2, orders: 1, revenue_micros: 60_000_000 },
  email: { spend_micros: 0, platform_clicks: null, clicks: 0, orders: 1, revenue_micros: 15_990_000 },
};

const contracts = { 'ad-spend': 'SpendReport', 'ad-clicks': 'ClickBatch', orders: 'Order' };

async function main() {
  const registry = new SchemaRegistryClient({ baseURLs: settings.registryUrls });
  // The serializer would derive a schema from each message; Sluice's contracts are registered instead and looked up.
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, { useLatestVersion: true });
  const kafka = new Kafka({ clientId: 'sluice-node-example', brokers: settings.brokers, logLevel: logLevel.WARN });
  const producer = kafka.producer({
    // kafkajs 2's default hashes keys as Java's client does (murmur2). The legacy one sends records to partitions
    // where Sluice has to move them home.
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    idempotent: true,
  });
  await producer.connect();
  try {
    const sent = {};
    for (const [name, values] of Object.entries(events)) {
      const topic = `${settings.prefix}${name}.v1`;
      const schema = fs.readFileSync(path.join(settings.schemas, `${contracts[name]}.avsc`), 'utf8');
      const id = await registry.register(`${topic}-value`, { schemaType: 'AVRO', schema });
      const messages = [];
      for (const value of values) {
        messages.push({ key: settings.account, value: await serializer.serialize(topic, value) });
      }
      await producer.send({ topic, acks: -1, messages });
      sent[topic] = { schema_id: id, records: messages.length };
    }
    console.log(JSON.stringify({ account: settings.account, day: settings.day, sent, expected }));
  } finally {
    await producer.disconnect();
  }
}

main().catch((error) => {
  console.error(`Not sent: ${error.message}`);
  process.exit(1);
});
