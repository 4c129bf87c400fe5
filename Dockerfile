# UNTESTED: written with care, but not yet run by anyone with a Docker engine. Please report.
#
# One image for both processes: `npm start` is the web process, `npm run worker` the worker, and
# `npm run migrate` brings the database up to date.

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV PRISMA_SKIP_POSTINSTALL_GENERATE=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run generate && npm run build

# Only what production needs. Prisma's command line is a development dependency, but migrations
# need it at deployment: it is added to the pruned tree at the version of the lock file.
FROM build AS pruned
RUN prisma_version="$(node -p "require('./package.json').devDependencies.prisma")" \
  && npm prune --omit=dev --no-audit --no-fund \
  && npm install --no-save --no-audit --no-fund --ignore-scripts "prisma@${prisma_version}"

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=pruned --chown=node:node /app/package.json /app/prisma.config.ts /app/shopify.app.toml ./
COPY --from=pruned --chown=node:node /app/node_modules ./node_modules
COPY --from=pruned --chown=node:node /app/build ./build
COPY --from=pruned --chown=node:node /app/app ./app
COPY --from=pruned --chown=node:node /app/workers ./workers
COPY --from=pruned --chown=node:node /app/bin ./bin
COPY --from=pruned --chown=node:node /app/prisma ./prisma
USER node
EXPOSE 3000
CMD ["npm", "start"]
