package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.schemas.model.InvalidCardException;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.trainer.learn.Features;
import dev.sluice.trainer.learn.QuantileSpread;
import dev.sluice.trainer.learn.TrainedModel;
import dev.sluice.trainer.response.ResponseModel;
import java.util.List;

/** The model file: graph and card in one, IR 8, float32. The same model and card give the same bytes. */
public final class OnnxFile {
    private static final long IR_VERSION = 8;

    private OnnxFile() {}

    /**
     * Writes a model file.
     *
     * @throws IllegalArgumentException where the card does not declare just the model's inputs and outputs, in its order
     */
    public static byte[] write(TrainedModel model, ModelCard card) {
        check(ModelGraph.features(model.point()), card);
        if (model.spread() instanceof QuantileSpread spread) {
            check(spread.model().features(), card);
        }
        return file(ModelGraph.of(model), card);
    }

    /**
     * Writes a response model's file.
     *
     * @throws IllegalArgumentException where the card's response section is not the model's
     */
    public static byte[] write(ResponseModel model, ModelCard card) {
        ResponseCard section = card.response();
        if (section == null) {
            throw new IllegalArgumentException("The card has no response section");
        }
        check("channels", section.channelNames(), model.channels());
        check("controls", section.controls(), model.controls());
        check(
                "lags and draws",
                List.of(section.lags() + ", " + section.draws()),
                List.of(model.lags() + ", " + model.draws().size()));
        check("numbers", names(card, InputType.NUMBER), section.inputs());
        check("outputs", card.outputs(), section.outputs());
        return file(ResponseGraph.of(model), card);
    }

    private static byte[] file(GraphProto graph, ModelCard card) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("sluice")
                .addOpsetImport(opset(OnnxOps.STANDARD, OnnxOps.STANDARD_VERSION))
                .addOpsetImport(opset(OnnxOps.ML, OnnxOps.ML_VERSION))
                .setGraph(graph)
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(ModelCard.METADATA_KEY)
                        .setValue(card.toJson()))
                .build()
                .toByteArray();
    }

    private static OperatorSetIdProto opset(String domain, long version) {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }

    private static void check(Features features, ModelCard card) {
        check("numbers", names(card, InputType.NUMBER), features.numberNames());
        check("categories", names(card, InputType.CATEGORY), features.categoryNames());
        check("outputs", card.outputs(), ModelCard.QUANTILE_OUTPUTS);
    }

    private static List<String> names(ModelCard card, InputType type) {
        return card.inputs(type).stream().map(Input::name).toList();
    }

    private static void check(String what, List<String> declared, List<String> had) {
        if (!declared.equals(had)) {
            throw new IllegalArgumentException(
                    "The card declares the " + what + " " + declared + ", the model has " + had);
        }
    }

    /**
     * The card in a model file.
     *
     * @throws InvalidCardException where the file is no ONNX file, has no card, or has one that can't be used
     */
    public static ModelCard card(byte[] file) throws InvalidCardException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(file);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidCardException("This is no ONNX file, or it is cut off");
        }
        for (StringStringEntryProto property : model.getMetadataPropsList()) {
            if (property.getKey().equals(ModelCard.METADATA_KEY)) {
                return ModelCard.fromJson(property.getValue());
            }
        }
        throw new InvalidCardException("The file has no model card; Sluice's trainer writes one into every file");
    }
}
