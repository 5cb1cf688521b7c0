package dev.sluice.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry in memory: ids count from 1 in the order of arrival. */
final class SchemaShelf implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    SchemaShelf(Schema... schemas) {
        this.schemas.addAll(List.of(schemas));
    }

    @Override
    public int register(String subject, Schema schema) {
        int known = schemas.indexOf(schema);
        if (known >= 0) {
            return known + 1;
        }
        schemas.add(schema);
        return schemas.size();
    }

    @Override
    public int idOf(String subject, Schema schema) throws UnknownSchemaException {
        if (!schemas.contains(schema)) {
            throw new UnknownSchemaException("not on the shelf");
        }
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public Registered latest(String subject) {
        return new Registered(schemas.size(), schemas.getLast());
    }

    @Override
    public Schema schemaById(int id) throws UnknownSchemaException {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("no schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public void close() {}
}
