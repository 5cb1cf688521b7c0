package dev.sluice.app.scoring;

/**
 * What a response model says of rows; see {@code ResponseCard} for the names and units. All arrays are flat and the
 * caller's own. A row that the model can't score has NaN or infinite numbers.
 *
 * @param prediction [row][output], in the order of the card's outputs
 * @param incremental [row][channel x draws + draw]: what the channel's spend of this and earlier weeks brings in the row's
 *     week
 * @param carryOver [draw][channel x (lags + 1) + lag]: how a unit of the channel's spend is spread over weeks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Responses(float[] prediction, float[] incremental, float[] carryOver) {}
