package io.lantern.sandbox.salesforce.schema;

/** The label a name would get from whoever made the field by hand. */
final class Labels {
    private Labels() {}

    static String of(String name) {
        String bare = name.replaceFirst("__[ce]$", "").replace('_', ' ');
        String spaced = bare.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return spaced.endsWith(" Id") ? spaced.substring(0, spaced.length() - 2) + "ID" : spaced;
    }
}
