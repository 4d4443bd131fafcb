package io.lantern.hub.enrich.research;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FindingCheckTest {
    private final Inquiry inquiry = new Inquiry(
            new ResearchRequest("Where is Acme?", null, null, null, null),
            io.lantern.hub.provider.Effort.LOW,
            Duration.ofSeconds(10));

    FindingCheckTest() {
        inquiry.read(new Source("https://acme.example/", "Acme", "Acme makes bolts in Cleveland, Ohio."));
        inquiry.read(
                new Source("https://news.example/acme", null, "Acme makes bolts in Cleveland, Ohio. Shares rose."));
    }

    @Test
    void aQuoteThatIsThereIsCitedWithItsPage() throws Exception {
        Finding finding = said("0.9", "{\"url\": \"https://acme.example/\", \"quote\": \"bolts in  Cleveland\"}");

        assertThat(finding.isAnswer()).isTrue();
        assertThat(finding.confidence()).isEqualTo(0.9);
        assertThat(finding.citations())
                .containsExactly(new Citation("https://acme.example/", "Acme", "bolts in Cleveland"));
    }

    @Test
    void ofSeveralPagesThatHoldAQuoteTheNamedOneIsCited() throws Exception {
        Finding finding = said("0.9", "{\"url\": \"https://news.example/acme\", \"quote\": \"bolts in Cleveland\"}");

        assertThat(finding.citations())
                .containsExactly(new Citation("https://news.example/acme", null, "bolts in Cleveland"));
    }

    @Test
    void aQuoteUnderAWrongAddressIsCitedWithThePageThatHoldsIt() throws Exception {
        Finding finding = said("0.9", "{\"url\": \"https://made-up.example/\", \"quote\": \"Shares rose.\"}");

        assertThat(finding.citations()).extracting(Citation::url).containsExactly("https://news.example/acme");
    }

    @Test
    void aQuoteThatIsMadeUpIsDroppedAndMakesTheAnswerLessSure() throws Exception {
        Finding finding = said(
                "0.9",
                "{\"url\": \"https://acme.example/\", \"quote\": \"bolts in Cleveland\"},"
                        + "{\"url\": \"https://acme.example/\", \"quote\": \"and nuts in Akron\"},"
                        + "{\"url\": \"https://acme.example/\", \"quote\": \"by the lake\"}");

        assertThat(finding.citations()).hasSize(1);
        assertThat(finding.confidence()).isEqualTo(0.3);
    }

    @Test
    void anAnswerWithoutOneQuoteThatIsThereIsNone() throws Exception {
        assertThat(said("1", "{\"url\": \"https://acme.example/\", \"quote\": \"nuts in Akron\"}"))
                .isEqualTo(Finding.NOTHING);
        assertThat(said("1", "")).isEqualTo(Finding.NOTHING);
    }

    @Test
    void anAnswerTheModelDoesNotBelieveIsNone() throws Exception {
        assertThat(said("0", "{\"url\": \"https://acme.example/\", \"quote\": \"bolts in Cleveland\"}"))
                .isEqualTo(Finding.NOTHING);
    }

    @Test
    void theSameQuoteTwiceIsOneCitationAndALongOneIsCut() throws Exception {
        String sentence = "Bolts of every size. ".repeat(40);
        inquiry.read(new Source("https://long.example/", null, sentence));
        String quote = "{\"url\": \"https://long.example/\", \"quote\": \"" + sentence + "\"}";

        Finding finding = said("0.9", quote + "," + quote);

        assertThat(finding.citations()).hasSize(1);
        assertThat(finding.citations().get(0).quote()).hasSizeBetween(480, 500);
        assertThat(finding.confidence()).isEqualTo(0.9);
    }

    private Finding said(String confidence, String citations) throws JsonProcessingException {
        String json =
                "{\"answer\": \"Cleveland\", \"confidence\": %s, \"citations\": [%s]}".formatted(confidence, citations);
        return FindingCheck.of(new ObjectMapper().readTree(json), "told", inquiry::holding);
    }
}
