package io.lantern.sandbox.salesforce.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 400 accounts: 300 firms, 60 that belong to some of them, and 40 that somebody entered a second time. */
final class Firms {
    private static final int INDEPENDENT = 300;
    private static final int SUBSIDIARIES = 60;
    private static final int DOUBLES = 40;
    private static final int PARENTS = 24;
    private static final List<String> TYPES =
            List.of("Prospect", "Customer - Direct", "Customer - Direct", "Customer - Channel", "Technology Partner");

    private final Scene scene;
    private final Staff staff;
    private final Set<String> domains = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final List<Firm> firms = new ArrayList<>();

    Firms(Scene scene, Staff staff) {
        this.scene = scene;
        this.staff = staff;
    }

    /** @return every account once; what was entered twice stands for itself, with the other's true name */
    List<Firm> found() {
        for (int i = 0; i < INDEPENDENT; i++) {
            independent();
        }
        List<Firm> parents = new ArrayList<>(firms.subList(0, PARENTS));
        for (int i = 0; i < SUBSIDIARIES; i++) {
            // Every fifth belongs to a subsidiary, so that some families have three levels.
            Firm parent = i > PARENTS && i % 5 == 0 ? firms.get(firms.size() - 2) : parents.get(i % PARENTS);
            subsidiary(parent, i);
        }
        for (int i = 0; i < DOUBLES; i++) {
            doubled(firms.get(PARENTS + i * 5));
        }
        return firms;
    }

    private void independent() {
        Draw draw = scene.draw();
        Words words = scene.words();
        String stem;
        String[] trade;
        do {
            stem = draw.of(words.stems());
            trade = draw.of(words.trades());
        } while (!names.add(stem + " " + trade[0]));
        Place place = draw.of(words.places());
        String legal = draw.percent(70) ? place.legalForms().get(0) : draw.of(place.legalForms());
        String name = stem + " " + trade[0] + " " + legal;
        String domain = domain(stem, trade[0]);
        Firm firm = new Firm(
                "", name, stem, trade[1], domain, place, place.telephone(draw), draw.below(4), draw.of(staff.reps()));
        String written = draw.percent(15) ? scene.mess().company(name) : name;
        add(firm, written, null, draw.percent(92));
    }

    private void subsidiary(Firm parent, int number) {
        Draw draw = scene.draw();
        Place place = draw.percent(40) ? parent.place() : draw.of(scene.words().places());
        String part =
                draw.of(List.of("Services", "Holding", "International", "Trading", place.country(), place.city()));
        String name = parent.stem() + " " + part + " " + place.legalForms().get(0);
        if (!names.add(name)) {
            name = parent.stem() + " " + part + " " + (number + 2) + " "
                    + place.legalForms().get(0);
        }
        // Sisters often share a domain, or have the parent's with a country in it, and one switchboard.
        String domain = draw.percent(50) ? parent.domain() : sibling(parent.domain(), place);
        String telephone = draw.percent(50) ? parent.telephone() : place.telephone(draw);
        Firm firm = new Firm(
                "",
                name,
                parent.stem(),
                parent.industry(),
                domain,
                place,
                telephone,
                parent.addressing(),
                parent.owner());
        add(firm, name, parent.id(), draw.percent(85));
    }

    private void doubled(Firm firm) {
        Draw draw = scene.draw();
        Firm other = new Firm(
                "",
                firm.name(),
                firm.stem(),
                firm.industry(),
                firm.domain(),
                firm.place(),
                firm.telephone(),
                firm.addressing(),
                draw.of(staff.reps()));
        add(other, scene.mess().company(firm.name()), null, draw.percent(60));
    }

    private void add(Firm firm, String written, @Nullable String parent, boolean website) {
        Draw draw = scene.draw();
        Place place = firm.place();
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("Name", written);
        values.put("ParentId", parent);
        values.put("OwnerId", firm.owner());
        values.put("Type", draw.of(TYPES));
        values.put("Industry", firm.industry());
        values.put("Phone", scene.mess().phone(firm.telephone()));
        values.put("Website", website ? scene.mess().website(firm.domain()) : null);
        values.put("NumberOfEmployees", draw.percent(80) ? draw.between(1, 60) * draw.between(1, 60) : null);
        values.put("AnnualRevenue", draw.percent(60) ? draw.between(1, 900) * 100_000L : null);
        values.put(
                "BillingStreet",
                draw.between(1, 180) + " " + draw.of(scene.words().streets()));
        values.put("BillingCity", place.city());
        values.put("BillingState", place.state());
        values.put("BillingPostalCode", place.postalCode());
        values.put("BillingCountry", draw.percent(85) ? place.country() : null);
        values.put("External_Id__c", parent == null && draw.percent(30) ? "ERP-" + (10_000 + firms.size()) : null);
        String id = scene.create("Account", draw.between(30, 900), values);
        firms.add(new Firm(
                id,
                firm.name(),
                firm.stem(),
                firm.industry(),
                firm.domain(),
                place,
                firm.telephone(),
                firm.addressing(),
                firm.owner()));
    }

    private String domain(String stem, String trade) {
        Draw draw = scene.draw();
        String first = Words.ascii(stem);
        String second = Words.ascii(trade);
        List<String> wishes = List.of(
                draw.percent(30) ? first : first + "-" + second,
                first + second,
                first + "-" + second,
                first + "-" + second + "-group");
        for (String wish : wishes) {
            String domain = wish + ".example";
            if (domains.add(domain)) {
                return domain;
            }
        }
        String last = first + second + domains.size() + ".example";
        domains.add(last);
        return last;
    }

    private String sibling(String domain, Place place) {
        String sibling = domain.replace(".example", "-" + place.countryCode() + ".example");
        domains.add(sibling);
        return sibling;
    }
}
