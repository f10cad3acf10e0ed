import { Outbox } from '../callbacks/outbox.js'
import { Checks } from '../checks/checks.js'
import { Scenarios } from '../checks/scenarios.js'
import { Transfers } from '../checks/transfers.js'
import { Address } from '../context/address.js'
import type { Context, Warn } from '../context/context.js'
import { Coverage } from '../coverage/coverage.js'
import { CoverageFile } from '../coverage/coverage-file.js'
import { whatThereIs } from '../coverage/what-there-is.js'
import { ALL_ENDPOINTS, ROUTES } from '../flip/routes.js'
import { type Authority, openAuthority } from '../intercept/authority.js'
import { isLoopbackHost } from '../lib/loopback.js'
import { DEFAULT_OPTIONS, OptionError, type SandboxOptions } from '../options/options.js'
import { RequestLog } from '../requests/request-log.js'
import { readCatalogue } from '../scenarios/catalogue.js'
import { noSuchScenario } from '../scenarios/no-such-scenario.js'
import { whyNoAgent } from '../scenarios/scenario.js'
import { memoryImages } from '../store/images.js'
import { openDisk } from '../store/open-disk.js'
import { clockOf, emptyState } from '../store/state.js'
import { resolveStatePath } from '../store/state-path.js'
import { NO_STORAGE, Store } from '../store/store.js'
import { Agenda } from '../time/agenda.js'
import { actOnChanges } from './acting.js'
import { buildApp } from './app.js'
import { begin, isEmpty } from './begin.js'
import { readFidelity } from './fidelity.js'
import { listen, listenForTls } from './listen.js'
import { agentsToBegin, sow } from './seed.js'

/** A sandbox that listens. */
export interface RunningSandbox {
  /** `http://127.0.0.1:4010`, without a slash at its end. */
  readonly url: string
  /** Where TLS is spoken; null: nowhere. */
  readonly httpsUrl: string | null
  /** The local certificate authority, where one is needed. */
  readonly authority: Authority | null
  readonly options: SandboxOptions
  readonly context: Context
  /** Stops listening, ends what is under way, writes the journal into the state file, closes every handle. */
  close(): Promise<void>
}

/**
 * Puts the parts together and listens.
 * @throws {OptionError | ScenarioError | StateError} one sentence with what is wrong and what to do
 */
export async function runSandbox(
  given: Partial<SandboxOptions>,
  warn: Warn = (sentence) => process.emitWarning(sentence, 'FlipSandboxWarning'),
): Promise<RunningSandbox> {
  const options = { ...DEFAULT_OPTIONS, ...given }
  requireToken(options)
  const catalogue = readCatalogue(options.scenarios)
  const usual = catalogue.get(options.scenario)
  if (usual === undefined) {
    const known = catalogue.values()
    throw new OptionError(noSuchScenario(options.scenario, known, 'docs/scenarios.md lists them'))
  }
  const why = whyNoAgent(usual)
  if (why !== null) throw new OptionError(why)
  const fidelity = options.fidelity === null ? null : readFidelity(options.fidelity)
  const { store, images } =
    options.state === 'memory'
      ? { store: new Store(emptyState(), NO_STORAGE), images: memoryImages() }
      : await openDisk(options.state, warn)
  let close = () => store.close()
  try {
    const wanted = options.intercept === 'on' || options.https_port !== null
    const authority = wanted ? await openAuthority(options.ca) : null
    const served = authority && (await authority.serverCertificate())
    const seed = agentsToBegin(options)
    await begin({ store, images, catalogue }, options, warn)
    const sowing = isEmpty(store.state) ? seed : []
    const agenda = new Agenda((companyId) => clockOf(store.state, companyId))
    const scenarios = new Scenarios(store, catalogue)
    const checks = new Checks(store, agenda, scenarios)
    const transfers = new Transfers(store, agenda, scenarios)
    const requests = new RequestLog()
    const coverageFile =
      options.state === 'memory'
        ? null
        : new CoverageFile(
            `${resolveStatePath(options.state)}.coverage`,
            () => store.storage.gone,
            warn,
          )
    const coverage = new Coverage(
      () => whatThereIs(ALL_ENDPOINTS, [...catalogue.values()]),
      store.state,
      coverageFile?.read(),
    )
    coverageFile?.keep(coverage)
    const address = new Address()
    const context: Context = {
      options,
      store,
      images,
      agenda,
      scenarios,
      checks,
      transfers,
      requests,
      coverage,
      address,
      warn,
      routes: ROUTES,
      certificate: authority?.certificate ?? null,
      fidelity,
    }
    const outbox = new Outbox(store, agenda, (companyId) => address.inboxOf(companyId))
    const app = await buildApp(context, options.intercept === 'on' ? served : null)
    close = once(async () => {
      agenda.close()
      await app.close()
      outbox.close()
      await coverageFile?.close(coverage)
      await store.close()
    })
    address.listensAt(await listen(app, options))
    const httpsUrl =
      served === null || options.https_port === null
        ? null
        : await listenForTls(app, served, { host: options.host, port: options.https_port })
    actOnChanges(context, outbox)
    await sow(sowing, address.url, options)
    return { url: address.url, httpsUrl, authority, options, context, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A function that does the work once. Later calls return the promise of the first one. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** A control API that other machines can reach must have a token, unless the user says that it needs none. */
function requireToken({ host, control_token }: SandboxOptions): void {
  if (isLoopbackHost(host) || control_token !== null) return
  throw new OptionError(
    `--host ${host} lets others reach the control API: give it a --control-token, or "none" where the network is the boundary.`,
  )
}
