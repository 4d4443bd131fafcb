package io.lantern.sandbox.salesforce.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 1,500 contacts, 40 of them entered a second time in other words. */
final class People {
    private static final int CONTACTS = 1_500;
    private static final int DOUBLES = 40;
    private static final List<String> SALUTATIONS = List.of("Mr.", "Ms.", "Dr.");
    private static final List<String> SOURCES = List.of("Web", "Phone Inquiry", "Partner Referral", "Other");

    private final Scene scene;
    private final Addresses addresses;

    People(Scene scene, Addresses addresses) {
        this.scene = scene;
        this.addresses = addresses;
    }

    List<Person> meet(List<Firm> firms) {
        Draw draw = scene.draw();
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < CONTACTS - DOUBLES; i++) {
            Firm firm = i < firms.size() ? firms.get(i) : draw.mostlyFirst(firms);
            Person person = Person.draw(scene, firm);
            int chance = draw.below(100);
            String email = addresses.at(firm, person.first(), person.last());
            if (chance < 5) {
                email = null;
            } else if (chance < 12) {
                email = addresses.atProvider(draw, person.first(), person.last());
            }
            people.add(add(person, person.first(), email));
        }
        for (int i = 0; i < DOUBLES; i++) {
            Person known = people.get(i * 30);
            String email = known.email();
            String messy =
                    email == null || draw.percent(40) ? null : scene.mess().email(email);
            people.add(add(known, known.nickname(scene.words()), messy));
        }
        return people;
    }

    private Person add(Person person, String first, @Nullable String email) {
        Draw draw = scene.draw();
        Firm firm = person.firm();
        String[] title = draw.of(scene.words().titles());
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("FirstName", first);
        values.put("LastName", person.last());
        values.put("Salutation", draw.percent(50) ? draw.of(SALUTATIONS) : null);
        values.put("AccountId", firm.id());
        values.put("OwnerId", firm.owner());
        values.put("Email", email);
        values.put("Phone", scene.mess().phone(draw.percent(50) ? firm.telephone() : person.telephone()));
        values.put("MobilePhone", draw.percent(40) ? firm.place().mobile(draw) : null);
        values.put("Title", draw.percent(85) ? title[0] : null);
        values.put("Department", draw.percent(50) ? title[1] : null);
        values.put("LeadSource", draw.percent(60) ? draw.of(SOURCES) : null);
        values.put("MailingCity", firm.place().city());
        values.put("MailingPostalCode", firm.place().postalCode());
        values.put("MailingCountry", firm.place().country());
        return person.with(scene.create("Contact", draw.between(20, 800), values), email);
    }
}
