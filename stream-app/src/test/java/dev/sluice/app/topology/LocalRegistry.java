package dev.sluice.app.topology;

import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Schema ids without a network: for the test driver, which has no broker either. */
final class LocalRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        int at = schemas.indexOf(schema);
        if (at < 0) {
            schemas.add(schema);
            at = schemas.size() - 1;
        }
        return at + 1;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        return register(subject, schema);
    }

    @Override
    public Registered latest(String subject) throws UnknownSchemaException {
        throw new UnknownSchemaException("nothing here looks up versions");
    }

    @Override
    public synchronized Schema schemaById(int id) throws UnknownSchemaException {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public void close() {}
}
