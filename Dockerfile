# docker build -t sluice .            the whole image
# docker build -t sluice-base --target base .   what Jib puts the app on (docs/operations.md)

# glibc, because RocksDB, ONNX Runtime and XGBoost bring native libraries for it; libgomp1 is XGBoost's.
FROM eclipse-temurin:25-jre-noble AS base
RUN apt-get update \
  && apt-get install -y --no-install-recommends curl libgomp1 \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 sluice \
  && useradd --uid 10001 --gid sluice --home-dir /var/lib/sluice --no-create-home --shell /usr/sbin/nologin sluice \
  && install -d -o sluice -g sluice /var/lib/sluice

FROM eclipse-temurin:25-jdk-noble AS build
WORKDIR /build
COPY . .
RUN ./mvnw -B -q -pl schemas,stream-app,trainer,loop package -DskipTests \
  && mkdir -p /opt/sluice/libs /opt/sluice/classes \
  && cp loop/target/lib/*.jar loop/target/sluice-loop-*.jar /opt/sluice/libs/

FROM base
COPY --from=build /opt/sluice /opt/sluice
COPY --chmod=755 deploy/image/sluice /opt/sluice/bin/sluice
ENV PATH=/opt/sluice/bin:$PATH \
  SLUICE_STATE_DIR=/var/lib/sluice/state \
  SLUICE_LOG_FORMAT=json
USER 10001:10001
WORKDIR /var/lib/sluice
VOLUME /var/lib/sluice
EXPOSE 8080
# Live, not ready: a container that restores its state is not to be killed.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://localhost:8080/health/live"]
ENTRYPOINT ["/opt/sluice/bin/sluice"]
CMD ["run"]
