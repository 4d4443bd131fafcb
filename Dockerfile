# syntax=docker/dockerfile:1
# The hub as an image. Built from a clean checkout, with nothing but Docker:
#   docker build -t lantern-hub .
# With a company's own Maven mirror: docker build --secret id=maven-settings,src=$HOME/.m2/settings.xml -t lantern-hub .

FROM eclipse-temurin:17.0.16_8-jdk-noble AS build
# Read by Maven itself. Tests belong to `./mvnw verify`, before an image is built.
ARG MAVEN_ARGS="-B -ntp -Dquick -Dmaven.test.skip=true"
ARG MAVEN_OPTS="-Xmx1g"
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY routes routes
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=cache,target=/root/.m2/wrapper \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    ./mvnw package
# Apart, because libraries change seldom: a new version of the hub is a layer of a few megabytes.
RUN java -Djarmode=tools -jar target/lantern-hub-*.jar \
    extract --layers --application-filename hub.jar --destination /layers

FROM eclipse-temurin:17.0.16_8-jre-noble
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/lantern lantern
COPY --from=build /layers/dependencies/ /opt/lantern/
COPY --from=build /layers/application/ /opt/lantern/
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
WORKDIR /var/lib/lantern
ENV LANTERN_DATA=/var/lib/lantern
VOLUME /var/lib/lantern
# The API; health and metrics for operators.
EXPOSE 8000 8001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD curl -fsS "http://127.0.0.1:${SERVER_PORT:-8000}/health/ready" > /dev/null || exit 1
# On SIGTERM the hub takes no more requests, ends those it has, and leaves the rest of its runs to the next start.
STOPSIGNAL SIGTERM
# Options of your own: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/lantern/hub.jar"]
