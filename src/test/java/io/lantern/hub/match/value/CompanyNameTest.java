package io.lantern.hub.match.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompanyNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Acme, Inc.                     | acme
                    ACME GmbH & Co. KG             | acme
                    The Acme Company               | acme
                    Société Générale S.A.          | societe generale
                    Müller AG                      | muller
                    Grupo Bimbo, S.A.B. de C.V.    | group bimbo
                    Zażółć Sp. z o.o.              | zazolc
                    PT Astra International Tbk     | astra international tbk
                    McDonald's Corporation         | mcdonalds
                    Johnson & Johnson              | johnson johnson
                    Amazon.com, Inc.               | amazon
                    Foo Holdings LLC dba Bar       | bar
                    Acme Intl. Mfg. Ltd            | acme international manufacturing
                    A.G. Barr plc                  | ag barr
                    SA                             | sa
                    Acme (Pty) Ltd                 | acme
                    United States Steel Corp       | us steel
                    """)
    void isComparedWithoutWhatEveryoneWritesDifferently(String text, String key) {
        assertThat(CompanyName.of(text)).get().extracting(CompanyName::key).isEqualTo(key);
    }

    @Test
    void punctuationAloneIsNoName() {
        assertThat(CompanyName.of(" -- ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft, Microsft Corp",
        "Face Book, Facebook Inc",
        "Muller Maschinenbau GmbH, Mueller Maschinenbau",
        "International Business Machines, IBM",
        "Van der Bilt Corp, Vanderbilt",
        "Acme Technologies Ltd, Acme Technology",
        "Bank of America Corporation, Bank of America",
    })
    void oneNameWrittenTwoWaysIsAlike(String one, String other) {
        assertThat(similarity(one, other)).isGreaterThanOrEqualTo(0.85).isEqualTo(similarity(other, one));
    }

    @ParameterizedTest
    @CsvSource({
        "Studio 54, Studio 55",
        "Acme France, Acme Germany",
        "Bank of China (Hong Kong), Bank of China (Singapore)",
        "Siemens Energy, Siemens Healthineers",
        "Delta Air Lines, Delta Faucet Company",
        "Global Solutions Group, Global Services Group",
        "LXC Aviation, LAU Aviation",
        "Acme Fund III LP, Acme Fund IV LP",
    })
    void neighboursAreNotAlike(String one, String other) {
        assertThat(similarity(one, other)).isLessThan(0.85).isEqualTo(similarity(other, one));
    }

    private static double similarity(String one, String other) {
        return CompanySimilarity.compare(
                CompanyName.of(one).orElseThrow(), CompanyName.of(other).orElseThrow(), WordWeights.EQUAL);
    }
}
