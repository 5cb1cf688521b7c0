package dev.sluice.app.files;

import java.nio.file.Path;
import java.util.Locale;

/** A file that can't be read on. The message is one line: where, what, and what to do. */
public final class FileProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    private FileProblem(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    static FileProblem of(Path file, String message) {
        return new FileProblem(file + ": " + message);
    }

    static FileProblem at(Path file, long line, String message) {
        return new FileProblem(file + ":" + line + ": " + message);
    }

    static FileProblem strict(RowProblem problem) {
        return new FileProblem(problem + " (stopped here, as --strict asks)");
    }

    /** The usual text of an I/O error says only the path; this says what happened. */
    static FileProblem unreadable(Path file, java.io.IOException error) {
        String what =
                switch (error) {
                    case java.nio.file.NoSuchFileException _ -> "no such file";
                    case java.nio.file.AccessDeniedException _ -> "permission denied";
                    default -> {
                        String text = error.getMessage();
                        yield "can't be read: "
                                + (text == null
                                        ? error.getClass().getSimpleName()
                                        : text.lines().findFirst().orElse("").toLowerCase(Locale.ROOT));
                    }
                };
        return new FileProblem(file + ": " + what);
    }
}
