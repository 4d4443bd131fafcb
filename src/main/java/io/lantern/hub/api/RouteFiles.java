package io.lantern.hub.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PackageScanResourceResolver;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.FatJarPackageScanResourceResolver;
import org.apache.camel.support.PluginHelper;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Finds route files in Spring Boot's jar: there Camel forgets the folder a file lies in, and then cannot open it. */
@Component
final class RouteFiles extends FatJarPackageScanResourceResolver {
    private final PathMatchingResourcePatternResolver jars = new PathMatchingResourcePatternResolver();

    RouteFiles(CamelContext camel) {
        setCamelContext(camel);
        camel.getCamelContextExtension().addContextPlugin(PackageScanResourceResolver.class, this);
    }

    @Override
    protected void findInClasspath(String folder, Set<Resource> found, String pattern, Predicate<String> filter) {
        String root = folder.endsWith("/") ? folder : folder + "/";
        try {
            for (var file : jars.getResources("classpath*:" + root + pattern)) {
                String url = file.getURL().toString();
                String path = url.substring(url.lastIndexOf("/" + root) + 1);
                found.add(PluginHelper.getResourceLoader(getCamelContext()).resolveResource("classpath:" + path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
