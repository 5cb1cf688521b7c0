package dev.sluice.trainer.data;

import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry that lives as long as a test. Ids count from 1; subjects make no difference. */
final class MemoryRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public int register(String subject, Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public int idOf(String subject, Schema schema) throws UnknownSchemaException {
        if (!schemas.contains(schema)) {
            throw new UnknownSchemaException("not registered");
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Registered latest(String subject) throws UnknownSchemaException {
        if (schemas.isEmpty()) {
            throw new UnknownSchemaException("no schema");
        }
        return new Registered(schemas.size(), schemas.getLast());
    }

    @Override
    public Schema schemaById(int id) throws UnknownSchemaException {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("no schema of id " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public void close() {}
}
