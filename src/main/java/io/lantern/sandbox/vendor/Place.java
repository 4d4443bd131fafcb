package io.lantern.sandbox.vendor;

import java.util.List;

/** Where a company has its seat. */
record Place(String city, String region, String country, String postalCode, double lat, double lon) {
    static final List<Place> ALL = List.of(
            new Place("Austin", "Texas", "United States", "78701", 30.2672, -97.7431),
            new Place("Columbus", "Ohio", "United States", "43215", 39.9612, -82.9988),
            new Place("Leeds", "England", "United Kingdom", "LS1 4DY", 53.8008, -1.5491),
            new Place("Stuttgart", "Baden-Württemberg", "Germany", "70173", 48.7758, 9.1829),
            new Place("Lyon", "Auvergne-Rhône-Alpes", "France", "69002", 45.7640, 4.8357),
            new Place("Porto", "Porto", "Portugal", "4000-322", 41.1579, -8.6291));
}
