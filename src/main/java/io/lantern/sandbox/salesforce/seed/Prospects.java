package io.lantern.sandbox.salesforce.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 200 open leads: 60 new people at firms we know, 40 people we know, 70 at firms nobody knows, and 30 who came
 * a second time.
 */
final class Prospects {
    private static final int COLLEAGUES = 60;
    private static final int KNOWN = 40;
    private static final int STRANGERS = 70;
    private static final int AGAIN = 30;
    private static final List<String> SOURCES = List.of("Web", "Web", "Web", "Purchased List", "Partner Referral");

    private final Scene scene;
    private final Staff staff;
    private final Addresses addresses;

    Prospects(Scene scene, Staff staff, Addresses addresses) {
        this.scene = scene;
        this.staff = staff;
        this.addresses = addresses;
    }

    private record Prospect(
            String first,
            String last,
            String company,
            @Nullable String email,
            String telephone,
            Place place) {}

    /** @return the ids, oldest kind first */
    List<String> arrive(List<Firm> firms, List<Person> people) {
        Draw draw = scene.draw();
        List<Prospect> all = new ArrayList<>();
        for (int i = 0; i < COLLEAGUES; i++) {
            all.add(colleague(draw.of(firms)));
        }
        for (int i = 0; i < KNOWN; i++) {
            all.add(known(people.get(draw.below(people.size()))));
        }
        for (int i = 0; i < STRANGERS; i++) {
            all.add(stranger());
        }
        for (int i = 0; i < AGAIN; i++) {
            all.add(again(all.get(i * 5)));
        }
        return all.stream().map(this::add).toList();
    }

    private Prospect colleague(Firm firm) {
        Person person = Person.draw(scene, firm);
        String company = scene.draw().percent(60) ? scene.mess().company(firm.name()) : firm.name();
        String email = scene.draw().percent(85)
                ? addresses.at(firm, person.first(), person.last())
                : addresses.atProvider(scene.draw(), person.first(), person.last());
        return new Prospect(person.first(), person.last(), company, email, firm.telephone(), firm.place());
    }

    private Prospect known(Person person) {
        Firm firm = person.firm();
        String email = person.email();
        return new Prospect(
                scene.draw().percent(40) ? person.nickname(scene.words()) : person.first(),
                person.last(),
                scene.draw().percent(50) ? Mess.bare(firm.name()) : firm.name(),
                email == null ? null : scene.mess().email(email),
                person.telephone(),
                firm.place());
    }

    private Prospect stranger() {
        Draw draw = scene.draw();
        Words words = scene.words();
        Place place = draw.of(words.places());
        String last = draw.of(words.lastNames());
        String trade = draw.of(words.trades())[0];
        String company = last + " " + trade + " " + draw.of(place.legalForms());
        String domain = Words.ascii(last) + "-" + Words.ascii(trade) + "-new.example";
        Firm firm = new Firm("", company, last, "Other", domain, place, place.telephone(draw), draw.below(4), "");
        Person person = Person.draw(scene, firm);
        String email = draw.percent(80)
                ? addresses.at(firm, person.first(), person.last())
                : addresses.atProvider(draw, person.first(), person.last());
        return new Prospect(person.first(), person.last(), company, email, person.telephone(), place);
    }

    private Prospect again(Prospect first) {
        String email = first.email();
        return new Prospect(
                scene.words().nicknames().getOrDefault(first.first(), first.first()),
                first.last(),
                scene.mess().company(first.company()),
                email == null || scene.draw().percent(30) ? null : scene.mess().email(email),
                first.telephone(),
                first.place());
    }

    private String add(Prospect prospect) {
        Draw draw = scene.draw();
        boolean waiting = draw.percent(60);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("FirstName", draw.percent(95) ? prospect.first() : null);
        values.put("LastName", prospect.last());
        values.put("Company", prospect.company());
        values.put("Email", prospect.email());
        values.put("Phone", draw.percent(75) ? scene.mess().phone(prospect.telephone()) : null);
        values.put("MobilePhone", draw.percent(20) ? prospect.place().mobile(draw) : null);
        values.put("Title", draw.percent(60) ? draw.of(scene.words().titles())[0] : null);
        values.put("City", draw.percent(60) ? prospect.place().city() : null);
        values.put("PostalCode", draw.percent(40) ? prospect.place().postalCode() : null);
        values.put("Country", draw.percent(70) ? prospect.place().country() : null);
        values.put("LeadSource", draw.of(SOURCES));
        values.put("Status", waiting || draw.percent(40) ? "Open - Not Contacted" : "Working - Contacted");
        values.put("Rating", draw.percent(30) ? draw.of(List.of("Hot", "Warm", "Cold")) : null);
        values.put("OwnerId", waiting ? draw.mostlyFirst(staff.leadQueues()) : draw.of(staff.reps()));
        return scene.create("Lead", draw.between(1, 60), values);
    }
}
