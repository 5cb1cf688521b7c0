package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Spend;
import dev.sluice.trainer.onnx.OnnxFile;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseFitting;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.*;

/** PROVISIONAL. */
final class ResponseTrainer implements Trainer {
    @Override
    public java.util.Optional<byte[]> train(WeeklyHistory history, long seed) {
        ResponseData data = Histories.responseData(history);
        ResponseSettings s = new ResponseSettings(12, 200, 2, 250, 400, seed);
        dev.sluice.trainer.response.ResponseFit fit;
        try { fit = dev.sluice.trainer.evaluate.ResponseTraining.train(data, s, -1, (d, t) -> {}); }
        catch (dev.sluice.trainer.data.TableException e) { return java.util.Optional.empty(); }
        ResponseModel model = fit.model();
        List<ResponseModel.Draw> kept = model.draws();
        double[] means = model.controlMeans();
        var found = fit.diagnostics();
        List<ResponseChannel> channels = new ArrayList<>();
        for (int c = 0; c < data.channels().size(); c++) {
            var st = Arrays.stream(data.spend()[c]).summaryStatistics();
            channels.add(new ResponseChannel(data.channels().get(c), new Spend(st.getMin(), st.getAverage(), st.getMax(), 1), Identifiability.valueOf(found.channels().get(c).identifiability().name()), found.channels().get(c).codes(), found.channels().get(c).sentence(), new ResponseCard.Roas(found.channels().get(c).roasP5(), found.channels().get(c).roasP50(), found.channels().get(c).roasP95())));
        }
        ResponseCard response = new ResponseCard(model.origin().toString(), model.weeks(), model.lags(), kept.size(), channels, model.controls());
        List<Input> inputs = response.inputs().stream().map(name -> new Input(name, InputType.NUMBER, "1", name, List.of(), 0.0, 1.0)).toList();
        List<Double> numbers = new ArrayList<>();
        double[][] spend = new double[channels.size()][s.lags() + 1];
        for (int c = 0; c < spend.length; c++) { Arrays.fill(spend[c], (float) channels.get(c).spend().mean()); }
        for (int c = 0; c < spend.length; c++) numbers.add((double) (float) channels.get(c).spend().mean());
        for (int c = 0; c < spend.length; c++) for (int l = 0; l < s.lags(); l++) numbers.add((double) (float) channels.get(c).spend().mean());
        for (double m : means) numbers.add((double) (float) m);
        numbers.add((double) data.size());
        double[] floats = Arrays.stream(means).map(m -> (float) m).toArray();
        List<Double> outs = Arrays.stream(dev.sluice.trainer.response.ResponsePrediction.of(model, spend, floats, data.size()).outputs()).boxed().toList();
        ModelCard.Golden golden = new ModelCard.Golden(1e-4, List.of(new ModelCard.GoldenRow(new ArrayList<>(numbers), List.of(), outs)));
        ModelCard card = new ModelCard(ModelCard.CURRENT, ResponseCard.RESPONSE, "1", null,
                new ModelCard.Target("revenue", "EUR", "weekly revenue"),
                new ModelCard.Training("test", "00", model.weeks(), null, null, 1),
                new ModelCard.Learner("response", Map.of()), inputs, response.outputs(),
                new ModelCard.Interval(.8, null, "posterior"),
                new ModelCard.Evaluation("none", 0, Map.of(), List.of()),
                new ModelCard.Verdict(ModelCard.Trust.valueOf(found.trust().name()), found.reason()), found.warnings().stream().map(w -> new ModelCard.Warning(w.code(), w.text())).toList(), Map.of(),
                golden, Map.of(), response);
        return java.util.Optional.of(OnnxFile.write(model, card));
    }
}
