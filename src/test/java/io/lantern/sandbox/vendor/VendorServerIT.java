package io.lantern.sandbox.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox's vendors over the wire, as any client of the real ones meets them. */
class VendorServerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADA =
            "{\"first_name\":\"Ada\",\"last_name\":\"Moreno\",\"domain\":\"candela.example\",\"company\":\"Candela\"}";

    private static VendorServer server;
    private static final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json, HttpResponse<String> raw) {}

    /** @param nobody pointer to what is null, absent or an error for somebody unknown */
    private record Call(String method, String path, String body, String header, String prefix) {
        String vendor() {
            return path.split("/")[1];
        }

        Call about(String first, String last, String domain) {
            return new Call(
                    method,
                    path.replace("Ada", first).replace("Moreno", last).replace("candela.example", domain),
                    body.replace("Ada", first).replace("Moreno", last).replace("candela.example", domain),
                    header,
                    prefix);
        }

        @Override
        public String toString() {
            return method + " " + path.split("\\?")[0];
        }
    }

    static Stream<Call> people() {
        String query = "?first_name=Ada&last_name=Moreno";
        return Stream.of(
                new Call(
                        "GET",
                        "/peopledatalabs/v5/person/enrich" + query + "&company=candela.example",
                        "",
                        "X-Api-Key",
                        ""),
                new Call("POST", "/apollo/api/v1/people/match", ADA, "x-api-key", ""),
                new Call("GET", "/hunter/v2/email-finder" + query + "&domain=candela.example", "", "X-API-KEY", ""),
                new Call(
                        "POST", "/prospeo/enrich-person", "{\"enrich_mobile\":true,\"data\":" + ADA + "}", "X-KEY", ""),
                new Call("POST", "/prospeo/email-finder", ADA, "X-KEY", ""),
                new Call("POST", "/lodestar/v1/person", ADA, "Authorization", "Bearer "));
    }

    @BeforeAll
    static void start() throws IOException {
        server = VendorServer.start(0);
    }

    @AfterEach
    void calm() throws Exception {
        send("DELETE", "/sandbox/faults", "", "x", "");
        send("PUT", "/sandbox/lodestar?millis=0&at_once=0", "", "x", "");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("people")
    void a_person_who_is_known_is_told_with_the_address_every_vendor_knows(Call call) throws Exception {
        Answer answer = ask(call);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).contains("ada.moreno@candela.example");
        assertThat(ask(call).raw().body())
                .as("the same answer")
                .isEqualTo(answer.raw().body());
    }

    @ParameterizedTest
    @MethodSource("people")
    void about_nine_of_ten_are_known_and_nobody_never_is(Call call) throws Exception {
        int known = 0;
        for (int i = 0; i < 200; i++) {
            known += ask(call.about("Ada", "Moreno", "company-" + i + ".example"))
                            .raw()
                            .body()
                            .contains("ada.moreno@")
                    ? 1
                    : 0;
        }

        assertThat(known).isBetween(160, 195);
        assertThat(ask(call.about("Nobody", "Moreno", "candela.example")).raw().body())
                .doesNotContain("@candela");
    }

    @Test
    void every_vendor_says_nobody_in_its_own_way() throws Exception {
        List<Answer> answers = people().map(call -> ask(call.about("Nobody", "Moreno", "candela.example")))
                .toList();

        assertThat(answers).extracting(Answer::status).containsExactly(404, 200, 200, 400, 400, 200);
        assertThat(answers.get(0).json().at("/error/type").asText()).isEqualTo("not_found");
        assertThat(answers.get(1).json().get("person").isNull()).isTrue();
        assertThat(answers.get(2).json().at("/data/email").isNull()).isTrue();
        assertThat(answers.get(3).json().path("error_code").asText()).isEqualTo("NO_MATCH");
        assertThat(answers.get(4).json().path("message").asText()).isEqualTo("NO_RESULT");
        assertThat(answers.get(5).json().path("found").asBoolean(true)).isFalse();
    }

    @Test
    void a_company_is_found_by_its_domain() throws Exception {
        Answer labs = send(
                "GET",
                "/peopledatalabs/v5/company/enrich?website=acme-fasteners.example",
                "",
                "X-Api-Key",
                VendorServer.KEY);
        Answer apollo = send(
                "GET",
                "/apollo/api/v1/organizations/enrich?domain=acme-fasteners.example",
                "",
                "x-api-key",
                VendorServer.KEY);

        assertThat(labs.json().path("display_name").asText()).isEqualTo("Acme Fasteners");
        assertThat(labs.json().path("size").asText()).matches("\\d+-\\d+");
        assertThat(labs.json().at("/location/geo").asText()).matches("-?[\\d.]+,-?[\\d.]+");
        assertThat(apollo.json().at("/organization/name").asText()).isEqualTo("Acme Fasteners");
        assertThat(apollo.json().at("/organization/estimated_num_employees").asInt())
                .isEqualTo(labs.json().path("employee_count").asInt());
    }

    @Test
    void a_linkedin_page_leads_to_the_same_number_as_the_name() throws Exception {
        JsonNode found = ask(people().toList().get(0)).json().path("data");

        Answer mobile = send(
                "POST",
                "/prospeo/mobile-finder",
                "{\"url\":\"https://www." + found.path("linkedin_url").asText() + "\"}",
                "X-KEY",
                VendorServer.KEY);

        assertThat(mobile.json().at("/response/raw_format").asText())
                .isEqualTo(found.path("mobile_phone").asText());
    }

    @Test
    void all_numbers_are_valid() throws Exception {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();

        for (int i = 0; i < 10_000; i++) {
            assertThat(plans.isValidNumber(plans.parse("+1415555%04d".formatted(i), null)))
                    .as("%04d", i)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("people")
    void a_wrong_key_is_refused_in_the_vendors_shape(Call call) throws Exception {
        Answer answer = send(call.method(), call.path(), call.body(), call.header(), call.prefix() + "wrong");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().has("error") || answer.json().has("errors")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorized, 401",
        "no-credits, 402",
        "rate-limit?retry-after=7, 429",
        "server-error, 500",
        "server-error?status=503, 503",
    })
    void a_fault_strikes_the_vendor_it_is_for_as_often_as_it_was_told(String fault, int status) throws Exception {
        fault(fault, "count=1&path=/hunter");

        List<Answer> answers =
                Stream.concat(people(), people()).map(VendorServerIT::ask).toList();

        assertThat(answers.get(2).status()).isEqualTo(status);
        assertThat(answers.get(2).json().at("/errors/0/code").asInt()).isEqualTo(status);
        assertThat(answers.get(2).raw().headers().firstValue("Retry-After").isPresent())
                .isEqualTo(status == 429);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(answers.size() - 1);
    }

    @Test
    void an_answer_can_be_a_page_too_large_half_lost_or_about_somebody_else() throws Exception {
        Call call = people().toList().get(1);

        fault("html", "count=1");
        assertThat(ask(call).raw().body()).startsWith("<html>");
        fault("huge", "count=1");
        assertThat(ask(call).raw().body()).hasSizeGreaterThan(20_000_000);
        fault("wrong-person", "count=1");
        assertThat(ask(call).json().at("/person/name").asText()).isEqualTo("Wanda Wrongly");
        fault("half-json", "count=1");
        assertThatThrownBy(() -> ask(call)).hasRootCauseInstanceOf(IOException.class);
        fault("drop-reply", "count=1");
        assertThatThrownBy(() -> ask(call)).hasRootCauseInstanceOf(IOException.class);
        assertThat(ask(call).json().at("/person/name").asText()).isEqualTo("Ada Moreno");
    }

    @Test
    void the_person_of_the_how_to_is_known_to_lodestar() throws Exception {
        Answer answer = send(
                "POST",
                "/lodestar/v1/person",
                "{\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"company\":\"Umbra\"}",
                "Authorization",
                "Bearer " + VendorServer.KEY);

        assertThat(answer.json().path("score").asInt()).isEqualTo(83);
        assertThat(answer.json().at("/person/mobile").asText()).isEqualTo("+1 415 555 0944");
    }

    @Test
    void lodestar_takes_the_time_and_the_calls_at_once_it_was_told() throws Exception {
        Call call = people().toList().get(5);
        send("PUT", "/sandbox/lodestar?millis=300&at_once=50", "", "x", "");

        List<CompletableFuture<Answer>> calls = IntStream.range(0, 60)
                .mapToObj(i -> http.sendAsync(request(call), HttpResponse.BodyHandlers.ofString())
                        .thenApply(VendorServerIT::read))
                .toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

        JsonNode shown = send("GET", "/sandbox/lodestar", "", "x", "").json();
        long refused = answers.stream().filter(answer -> answer.status() == 429).count();
        assertThat(shown.path("most_at_once").asInt()).isLessThanOrEqualTo(50).isGreaterThan(32);
        assertThat(shown.path("refused").asLong()).isEqualTo(refused);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize((int) (60 - refused));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 429)
                        .map(answer ->
                                answer.raw().headers().firstValue("Retry-After").orElse("")))
                .allMatch("1"::equals);
        assertThat(send("PUT", "/sandbox/lodestar?millis=-1", "", "x", "").status())
                .isEqualTo(400);
    }

    @Test
    void requests_are_counted_by_vendor_and_service() throws Exception {
        send("DELETE", "/sandbox/requests", "", "x", "");

        people().forEach(VendorServerIT::ask);

        JsonNode counts = send("GET", "/sandbox/requests", "", "x", "").json().path("operations");
        assertThat(counts.path("hunter.email").asInt()).isEqualTo(1);
        assertThat(counts.path("lodestar.person").asInt()).isEqualTo(1);
        assertThat(counts).hasSize(6);
    }

    @Test
    void a_path_that_is_none_is_said_in_the_vendors_shape() throws Exception {
        assertThat(send("GET", "/hunter/v2/nothing", "", "x", "")
                        .json()
                        .at("/errors/0/code")
                        .asInt())
                .isEqualTo(404);
        assertThat(send("GET", "/apollo/api/v1/people/match", "", "x", "").status())
                .isEqualTo(405);
        assertThat(send("GET", "/nobody", "", "x", "").status()).isEqualTo(404);
        assertThat(send("GET", "/", "", "x", "").raw().body()).contains("/peopledatalabs", VendorServer.KEY);
    }

    private static void fault(String fault, String more) throws Exception {
        send("PUT", "/sandbox/faults/" + fault + (fault.contains("?") ? "&" : "?") + more, "", "x", "");
    }

    private static Answer ask(Call call) {
        try {
            return read(http.send(request(call), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(Call call) {
        return request(call.method(), call.path(), call.body(), call.header(), call.prefix() + VendorServer.KEY);
    }

    private static Answer send(String method, String path, String body, String header, String key) throws Exception {
        return read(http.send(request(method, path, body, header, key), HttpResponse.BodyHandlers.ofString()));
    }

    private static HttpRequest request(String method, String path, String body, String header, String key) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .header("Content-Type", "application/json")
                .header(header, key)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Answer read(HttpResponse<String> raw) {
        boolean json = raw.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        try {
            return new Answer(raw.statusCode(), json ? JSON.readTree(raw.body()) : JSON.missingNode(), raw);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
