package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.trainer.response.ResponseData;
import java.util.List;
import java.util.stream.IntStream;

/** A market's history as what the trainer learns from. */
final class Histories {
    private Histories() {}

    static ResponseData responseData(WeeklyHistory history) {
        return new ResponseData(
                IntStream.range(0, history.weeks())
                        .mapToObj(week -> history.firstWeek().plusWeeks(week))
                        .toList(),
                history.revenue(),
                history.channels(),
                history.spend(),
                history.controls(),
                history.controlValues(),
                List.of());
    }
}
