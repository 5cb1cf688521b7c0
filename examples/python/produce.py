"""Sends one spend report to Sluice. Not run here: see README.md."""

import os
import time
from datetime import date
from pathlib import Path

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

TOPIC = "sluice.ad-spend.v1"
CONTRACT = Path(__file__).parents[2] / "schemas/src/main/avro/SpendReport.avsc"

registry = SchemaRegistryClient({"url": os.environ["SLUICE_SCHEMA_REGISTRY_URL"]})
serialize = AvroSerializer(registry, CONTRACT.read_text(encoding="utf-8"))
producer = Producer(
    {
        "bootstrap.servers": os.environ["SLUICE_BOOTSTRAP_SERVERS"],
        "enable.idempotence": True,
        # Hash keys as Java does, so that records need not be moved home.
        "partitioner": "murmur2_random",
    }
)

now = int(time.time() * 1000)
report = {
    "account": "python-shop",
    "channel": "paid_search",
    "campaign_id": "brand",
    "campaign_name": None,
    "ad_group_id": None,
    "day": (date(2026, 3, 2) - date(1970, 1, 1)).days,
    "spend_micros": 100_500_000,  # 100.50 EUR
    "currency": "EUR",
    "impressions": 2000,
    "clicks": 40,
    "conversions": None,
    "conversions_value_micros": None,
    "revision": now,
    "reported_at": now,
    "source": "python-example",
}


def told(error, message):
    if error is not None:
        raise SystemExit(f"Not sent: {error}")
    print(f"sent to {message.topic()}-{message.partition()}@{message.offset()}")


producer.produce(
    TOPIC,
    key=report["account"],  # everything of an account has to lie in one partition
    value=serialize(report, SerializationContext(TOPIC, MessageField.VALUE)),
    on_delivery=told,
)
producer.flush()
