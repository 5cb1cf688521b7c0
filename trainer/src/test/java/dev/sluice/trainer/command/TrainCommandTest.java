package dev.sluice.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.Main;
import dev.sluice.trainer.data.RealData;
import dev.sluice.trainer.onnx.OnnxFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice train} as its user meets it. */
class TrainCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int train(String... args) {
        List<String> all = new ArrayList<>(List.of("train"));
        all.addAll(List.of(args));
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err), Map.of(), directory);
    }

    /** Weeks of three shops: sales follow the budget. */
    private void writeShops() throws IOException {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("shop,budget,visits,sales\n");
        for (int i = 0; i < 240; i++) {
            double budget = 100 + random.nextInt(900);
            csv.append(String.format(
                    Locale.ROOT,
                    "shop%d,%.2f,%d,%.3f%n",
                    i % 3,
                    budget,
                    random.nextInt(500),
                    3 * budget + 200 * (i % 3) + 40 * random.nextGaussian()));
        }
        Files.writeString(directory.resolve("shops.csv"), csv);
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(directory.resolve(file)));
    }

    @Test
    void writesAModelThatAgreesWithItselfAReportAndEveryLearnersMetrics() throws Exception {
        writeShops();
        int code = train(
                "table",
                "--data=shops.csv",
                "--target=sales",
                "--kind=gmv",
                "--learners=linear,forest,mlp",
                "--out=gmv.onnx",
                "--report=gmv.html",
                "--metrics=gmv.json");
        assertThat(code).as(() -> "" + err).isZero();
        ModelCard card = OnnxFile.card(Files.readAllBytes(directory.resolve("gmv.onnx")));
        assertThat(card.kind()).isEqualTo("gmv");
        assertThat(card.inputs())
                .extracting(ModelCard.Input::name)
                .containsExactlyInAnyOrder("budget", "visits", "shop");
        assertThat(card.golden().rows()).isNotEmpty();
        assertThat(card.verdict().trust()).isEqualTo(ModelCard.Trust.TRUSTED);
        JsonNode metrics = json("gmv.json");
        assertThat(metrics.get("learners")).hasSize(3).allSatisfy(learner -> {
            assertThat(learner.get("onnx_max_relative_difference").doubleValue())
                    .isLessThan(1e-4);
            assertThat(learner.get("test").get("mae").doubleValue()).isPositive();
        });
        assertThat(metrics.get("best").asText()).isEqualTo("linear");
        String report = Files.readString(directory.resolve("gmv.html"));
        assertThat(report)
                .contains("Trusted", "Predicted and actual", "Calibration")
                .doesNotContain("http://", "https://");
        assertThat(out.toString()).contains("TRUSTED: ", "sluice model publish gmv.onnx");
    }

    @Test
    void theSameDataAndSeedGiveTheSameFileOnAnyNumberOfThreads() throws Exception {
        writeShops();
        for (String name : List.of("a.onnx", "b.onnx")) {
            assertThat(train(
                            "table",
                            "--data=shops.csv",
                            "--target=sales",
                            "--kind=gmv",
                            "--learners=xgboost,mlp",
                            "--relative-to=budget",
                            "--threads=" + (name.startsWith("a") ? 1 : 4),
                            "--out=" + name))
                    .as(() -> "" + err)
                    .isZero();
        }
        assertThat(directory.resolve("a.onnx")).hasSameBinaryContentAs(directory.resolve("b.onnx"));
    }

    @Test
    void optionsMayComeFromAYamlFileAndTheCommandLineGoesFirst() throws Exception {
        writeShops();
        Files.writeString(
                directory.resolve("train.yaml"),
                "data: shops.csv\ntarget: sales\nkind: ltv\nlearners: [mean, ridge]\nfeatures: [budget, shop]\n");
        assertThat(train("table", "--config", "train.yaml", "--kind=gmv", "--out=x.onnx"))
                .as(() -> "" + err)
                .isZero();
        ModelCard card = OnnxFile.card(Files.readAllBytes(directory.resolve("x.onnx")));
        assertThat(card.kind()).isEqualTo("gmv");
        assertThat(card.inputs()).hasSize(2);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws Exception {
        writeShops();
        Files.writeString(directory.resolve("bad.yaml"), "targets: sales\n");
        assertThat(train("table", "--config=bad.yaml", "--out=x.onnx")).isEqualTo(2);
        assertThat(train("table", "--data=shops.csv", "--target=sale", "--kind=gmv", "--out=x.onnx"))
                .isEqualTo(6);
        assertThat(train(
                        "table", "--data=shops.csv", "--target=sales", "--kind=gmv", "--learners=tree", "--out=x.onnx"))
                .isEqualTo(2);
        assertThat(train("table", "--data=none.csv", "--target=sales", "--kind=gmv", "--out=x.onnx"))
                .isEqualTo(6);
        assertThat(err.toString().lines().filter(line -> line.startsWith("sluice train")))
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).contains("targets", "target"),
                        line -> assertThat(line).contains("\"sale\"", "\"sales\""),
                        line -> assertThat(line).contains("tree", "forest"),
                        line -> assertThat(line).contains("none.csv"));
        assertThat(directory.resolve("x.onnx")).doesNotExist();
    }

    @Test
    void aLevelMayBeNamedAndTheCardSaysIt() throws Exception {
        writeShops();
        Files.writeString(
                directory.resolve("train.yaml"),
                "data: shops.csv\ntarget: sales\nkind: gmv\nlearners: [mean, ridge]\nrelative-to: budget\n");
        assertThat(train("table", "--config=train.yaml", "--out=x.onnx"))
                .as(() -> "" + err)
                .isZero();
        ModelCard card = OnnxFile.card(Files.readAllBytes(directory.resolve("x.onnx")));
        assertThat(card.learner().settings()).containsEntry("relative_to", "budget");
    }

    @Test
    void aLevelThatIsNoNumberInputIsRefusedInOneLine() throws Exception {
        writeShops();
        for (List<String> options : List.of(
                List.of("--relative-to=budgets"),
                List.of("--relative-to=shop"),
                List.of("--relative-to=budget", "--relative-inputs=sales"),
                List.of("--relative-inputs=visits"))) {
            List<String> all = new ArrayList<>(
                    List.of("table", "--data=shops.csv", "--target=sales", "--kind=gmv", "--out=x.onnx"));
            all.addAll(options);
            assertThat(train(all.toArray(String[]::new))).isEqualTo(2);
        }
        assertThat(err.toString().lines().filter(line -> line.startsWith("sluice train")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"budgets\"", "budget, visits"),
                        line -> assertThat(line).contains("\"shop\" holds categories"),
                        line -> assertThat(line).contains("--relative-inputs", "\"sales\""),
                        line -> assertThat(line).contains("needs --relative-to"));
        assertThat(directory.resolve("x.onnx")).doesNotExist();
    }

    @Test
    void aTargetComputedFromItsFeaturesRaisesTheLeakAlarm() throws Exception {
        Path data = RealData.file("cac/seed_marketing_data.csv");
        Path rows = RealData.file("reference/000_seed_test_rows.json");
        assertThat(train(
                        "table",
                        "--data=" + data.toAbsolutePath(),
                        "--target=cac = ad_spend / conversions",
                        "--kind=cac",
                        "--learners=linear,forest",
                        "--test-rows=" + rows.toAbsolutePath(),
                        "--out=cac.onnx",
                        "--metrics=cac.json"))
                .as(() -> "" + err)
                .isZero();
        JsonNode metrics = json("cac.json");
        assertThat(metrics.get("test_rows").intValue()).isEqualTo(200);
        assertThat(metrics.get("learners").get(1).get("test").get("mae").doubleValue())
                .isBetween(1.607, 2.138);
        assertThat(metrics.get("warnings").get(0).get("code").asText()).isEqualTo("LEAK");
        assertThat(metrics.get("verdict").get("trust").asText()).isEqualTo("DIRECTIONAL");
    }

    @Test
    void aModelThatLearnsNothingIsCalledThat() throws Exception {
        Path data = RealData.file("ltv/customer_acquisition_data.csv");
        assertThat(train(
                        "table",
                        "--data=" + data.toAbsolutePath(),
                        "--target=revenue",
                        "--kind=ltv",
                        "--learners=linear,forest,xgboost",
                        "--out=ltv.onnx",
                        "--metrics=ltv.json"))
                .as(() -> "" + err)
                .isZero();
        assertThat(json("ltv.json").get("verdict").get("trust").asText()).isEqualTo("NO_BETTER_THAN_BASELINE");
    }
}
