package io.lantern.hub.provider;

import io.lantern.hub.kernel.ProblemCode;
import io.lantern.hub.kernel.ProblemException;
import jakarta.validation.Valid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** {@code lantern.models[]}. @param models may be empty; of several for an effort the first is taken */
@Validated
@ConfigurationProperties("lantern")
record ModelsSettings(@DefaultValue @Valid List<ModelSettings> models) {
    ModelsSettings {
        models = List.copyOf(models);
        Set<String> names = new HashSet<>();
        for (ModelSettings model : models) {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException(
                        "lantern.models: the name '" + model.name() + "' is given twice; give each model its own name");
            }
        }
    }

    /** @return the model a question is for */
    ModelSettings choose(ModelQuestion question) {
        if (models.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.NOT_CONFIGURED,
                    "No language model is configured. Set lantern.models[0].name, .kind and .model, and what else it"
                            + " needs; docs/reference/models.md shows how.");
        }
        if (question.model().equals(ModelQuestion.AUTO)) {
            return models.stream()
                    .filter(model -> model.serves(question.effort()))
                    .findFirst()
                    .orElse(models.get(0));
        }
        return models.stream()
                .filter(model -> model.name().equals(question.model()))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.BAD_REQUEST,
                        "There is no model of that name. `model` must be auto or one of: "
                                + models.stream().map(ModelSettings::name).collect(Collectors.joining(", ")) + "."));
    }
}
