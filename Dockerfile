# Builds from any image that has Node.js 20.19 or later and npm: --build-arg BASE_IMAGE=…
ARG BASE_IMAGE=node:24-slim

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
COPY dashboard ./dashboard
RUN npm run build
RUN npm ci --omit=dev
RUN node -e "require('node:fs').mkdirSync('data')"

FROM ${BASE_IMAGE}
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
COPY fixtures/scenarios ./fixtures/scenarios
COPY fixtures/images ./fixtures/images
COPY fixtures/probes ./fixtures/probes
COPY fixtures/drills ./fixtures/drills
COPY openapi ./openapi
COPY --from=build --chown=1000:1000 /build/data /data

# The container's network is the boundary: the control API is open inside it.
ENV FLIP_SANDBOX_HOST=0.0.0.0 \
    FLIP_SANDBOX_CONTROL_TOKEN=none \
    FLIP_SANDBOX_STATE=/data/state.json \
    FLIP_SANDBOX_CA=/data/ca
VOLUME /data
EXPOSE 4010
USER 1000:1000
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s CMD ["node", "/app/dist/cli.js", "ready"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["start"]
