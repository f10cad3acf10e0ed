import { Outbox } from '../callbacks/outbox.js'
import { Address } from '../context/address.js'
import type { Context, Warn } from '../context/context.js'
import { Coverage } from '../coverage/coverage.js'
import { CoverageFile } from '../coverage/coverage-file.js'
import { whatThereIs } from '../coverage/what-there-is.js'
import { Checks } from '../decisions/checks.js'
import { Scenarios } from '../decisions/scenarios.js'
import { Transfers } from '../decisions/transfers.js'
import { ALL_ENDPOINTS, ROUTES } from '../flip/routes.js'
import { type Authority, openAuthority } from '../intercept/authority.js'
import type { Pair } from '../intercept/certificates.js'
import { defectReport } from '../lib/defect.js'
import { DEFAULT_OPTIONS, type SandboxOptions } from '../options/options.js'
import { RequestLog } from '../requests/request-log.js'
import { type ImageStore, memoryImages } from '../store/images.js'
import { openDisk } from '../store/open-disk.js'
import { clockOf, emptyState } from '../store/state.js'
import { resolveStatePath } from '../store/state-path.js'
import { NO_STORAGE, Store } from '../store/store.js'
import { Agenda } from '../time/agenda.js'
import { actOnChanges } from './acting.js'
import { buildApp } from './app.js'
import { begin, isEmpty } from './begin.js'
import { checkOptions, type FilesRead } from './check-options.js'
import { listen, listenForTls } from './listen.js'
import { makeSeededAgents } from './seed.js'
import { ToClose } from './to-close.js'

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
 * Puts the parts together and listens. What it has opened is closed again where a later step fails.
 * @throws {OptionError | ScenarioError | StateError} one sentence with what is wrong and what to do
 */
export async function runSandbox(
  given: Partial<SandboxOptions>,
  warn: Warn = (sentence) => process.emitWarning(sentence, 'FlipSandboxWarning'),
): Promise<RunningSandbox> {
  const options = { ...DEFAULT_OPTIONS, ...given }
  const files = checkOptions(options)
  const opened = new ToClose()
  try {
    const kept = await openState(options, warn, opened)
    const { authority, pair } = await openTls(options)
    await begin({ ...kept, catalogue: files.catalogue }, options, warn)
    const seed = isEmpty(kept.store.state) ? files.seed : []
    const certificate = authority?.certificate ?? null
    const context = makeContext({ ...files, ...kept, options, warn, certificate }, opened)
    const urls = await serve(context, pair, opened)
    await makeSeededAgents(seed, urls.url, options)
    return { ...urls, authority, options, context, close: () => opened.close() }
  } catch (error) {
    await opened.close()
    throw error
  }
}

/** The state and its images, on disk or in memory. */
async function openState(
  { state }: SandboxOptions,
  warn: Warn,
  opened: ToClose,
): Promise<{ store: Store; images: ImageStore }> {
  const kept =
    state === 'memory'
      ? { store: new Store(emptyState(), NO_STORAGE), images: memoryImages() }
      : await openDisk(state, warn)
  opened.add(() => kept.store.close())
  return kept
}

/** The certificate authority and the server's own certificate, where the options ask for TLS. */
async function openTls({
  intercept,
  https_port,
  ca,
}: SandboxOptions): Promise<{ authority: Authority | null; pair: Pair | null }> {
  if (intercept === 'off' && https_port === null) return { authority: null, pair: null }
  const authority = await openAuthority(ca)
  return { authority, pair: await authority.serverCertificate() }
}

/** What endpoints work with. */
function makeContext(
  made: Omit<FilesRead, 'seed'> &
    Pick<Context, 'options' | 'store' | 'images' | 'warn' | 'certificate'>,
  opened: ToClose,
): Context {
  const { options, store, images, catalogue, fidelity, warn, certificate } = made
  const agenda = new Agenda(
    (companyId) => clockOf(store.state, companyId),
    ({ key }, error) => warn(defectReport(`The task "${key}"`, error)),
  )
  const scenarios = new Scenarios(store, catalogue)
  return {
    options,
    store,
    images,
    agenda,
    scenarios,
    checks: new Checks(store, agenda, scenarios),
    transfers: new Transfers(store, agenda, scenarios),
    requests: new RequestLog(),
    coverage: openCoverage(made, opened),
    address: new Address(),
    warn,
    routes: ROUTES,
    certificate,
    fidelity,
  }
}

/** The coverage; where the state is kept, in a file beside it. */
function openCoverage(
  {
    options,
    store,
    catalogue,
    warn,
  }: Pick<Context, 'options' | 'store' | 'warn'> & Pick<FilesRead, 'catalogue'>,
  opened: ToClose,
): Coverage {
  const groups = () => whatThereIs(ALL_ENDPOINTS, [...catalogue.values()])
  if (options.state === 'memory') return new Coverage(groups, store.state)
  const name = `${resolveStatePath(options.state)}.coverage`
  const file = new CoverageFile(name, () => store.storage.gone, warn)
  const coverage = new Coverage(groups, store.state, file.read())
  file.keep(coverage)
  opened.add(() => file.close(coverage))
  return coverage
}

/** Listens, and then goes on with what was still to come. */
async function serve(
  context: Context,
  pair: Pair | null,
  opened: ToClose,
): Promise<Pick<RunningSandbox, 'url' | 'httpsUrl'>> {
  const { options, store, agenda, address } = context
  const { host, intercept, https_port } = options
  const outbox = new Outbox(store, agenda, (companyId) => address.inboxOf(companyId))
  opened.add(() => outbox.close())
  const app = await buildApp(context, intercept === 'on' ? pair : null)
  opened.add(() => app.close())
  opened.add(() => agenda.close())
  const url = await listen(app, options)
  address.listensAt(url)
  const httpsUrl =
    pair === null || https_port === null
      ? null
      : await listenForTls(app, pair, { host, port: https_port })
  actOnChanges(context, outbox)
  return { url, httpsUrl }
}
