FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -q -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/lantern lantern
COPY --from=build /src/target/lantern-hub-*.jar /opt/lantern/hub.jar
USER 10001
WORKDIR /var/lib/lantern
ENV LANTERN_DATA=/var/lib/lantern
EXPOSE 8000 8001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/opt/lantern/hub.jar"]
