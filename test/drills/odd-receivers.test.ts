import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { NoView, type Probe } from '../../src/drills/view.js'
import { tookTime } from '../../src/time/duration.js'
import { createReceiver, drill, listening, named, type Place, TOKEN } from '../helpers/drills.js'
import { freePort } from '../helpers/free-port.js'
import type { Teardown } from '../helpers/sandbox.js'

type Exchange = readonly [request: IncomingMessage, response: ServerResponse]

const right = (t: Teardown) => listening(t, createReceiver({ token: TOKEN }))
/** A server of the test's own, which gives up a request that breaks off or cannot be read. */
const server = (t: Teardown, serve: (...exchange: Exchange) => unknown) =>
  listening(
    t,
    createServer(async (...exchange) => {
      try {
        await serve(...exchange)
      } catch {
        exchange[1].destroy()
      }
    }),
  )

/** What is said of the drill that runs first. */
const firstOf = ({ drills }: Awaited<ReturnType<typeof drill>>) => drills[0]?.says

/** A right receiver, whose probe shows what this makes of its view. */
async function probed(
  t: Teardown,
  show: (view: string, agentId: number) => string,
  run: Parameters<typeof drill>[1] = {},
) {
  const { url, probe } = await right(t)
  const look: Probe = async (agentId) => {
    const answer = await fetch(probe.replace('{agent_id}', String(agentId)))
    return show(answer.status === 200 ? await answer.text() : '', agentId as number)
  }
  return { report: (...only: string[]) => drill({ url }, { ...run, probe: look, only }) }
}

t.test(
  'a URL where nothing listens fails the first drill, and the others are not tried',
  async (t) => {
    const url = `http://127.0.0.1:${await freePort()}/callback`
    const report = await drill({ url })
    t.match(report, { verdict: 'failed', counts: { failed: 1, passed: 0 } })
    t.match(firstOf(report), /Nothing listens at /)
    t.equal(report.not_judged.length, 1)
    t.match(report.not_judged[0], /not tried, because answer-in-time has failed: mend that first/)
  },
)

t.test('a URL that is no receiver is told by its answer', async (t) => {
  for (const [status, hint] of [
    [404, /answered 404; only 200 counts as delivered. Is this the URL of the receiver\?/],
    [403, /Does the receiver expect another validation token\?/],
    [302, /A redirect is not followed/],
    [500, /answered 500; only 200 counts as delivered\.$/],
    [204, /answered 204; only 200 counts as delivered\.$/],
  ] as const) {
    const { url } = await server(t, (request, response) => {
      request.resume()
      response.writeHead(status, { location: '/login' }).end('<html>')
    })
    t.match(firstOf(await drill({ url })), hint, String(status))
  }
  const nonsense = await server(t, ({ socket }) => socket.end('nonsense\r\n\r\n'))
  t.match(firstOf(await drill(nonsense)), /answered, but not in HTTP/)
})

t.test('without a probe effects are unknown, never passed', async (t) => {
  const { url } = await right(t)
  const report = await drill({ url })
  t.match(report, { verdict: 'unknown', counts: { failed: 0 } })
  t.match(named(report, 'passed'), ['answer-in-time', 'upload-failed-integer-code'])
  t.ok(named(report, 'unknown').includes('token-wrong'))
  t.match(report.not_judged, [/^approved, .*: Nobody sees what became of it: give a probe\.$/])

  const broken = await listening(t, createReceiver({ token: TOKEN, mistake: 'early-200' }))
  t.strictSame(
    named(await drill({ url: broken.url }), 'failed'),
    ['bad-json'],
    'answers are judged',
  )
})

t.test('a receiver that hangs is waited for once, and the run ends', async (t) => {
  const { url } = await server(t, (request) => void request.resume())
  const report = await drill({ url }, { timeLimit: 50 })
  t.match(firstOf(report), /gave no answer within 0.05 s/)
  t.equal(report.counts.unknown, report.drills.length - 1)
})

t.test('a slow answer is measured, and a warning', async (t) => {
  const { url } = await server(t, (request, response) => {
    setTimeout(() => request.resume().once('end', () => response.end()), 20)
  })
  const drills = [
    {
      name: 'answer-in-time',
      about: 'It answers.',
      steps: [{ send: { kyc_status: 'APPROVED' }, within: '1ms' }],
      remedy: 'Answer sooner.',
    },
  ] as const
  const { drills: results, verdict } = await drill({ url }, { drills })
  t.equal(verdict, 'warned')
  t.match(results[0]?.says, /^It took [\d.]+ ms to answer/)
  t.equal(results[0]?.remedy, 'Answer sooner.')
})

t.test('a receiver that dies in a drill fails it, and the others are not tried', async (t) => {
  let dead = false
  const { url } = await server(t, async (request, response) => {
    const form = new URLSearchParams(await text(request))
    dead ||= form.get('token') === ''
    if (dead) response.destroy()
    else response.end()
  })
  const report = await drill({ url })
  t.strictSame(named(report, 'failed'), ['token-empty'])
  t.match(report.drills.at(-1)?.says, /the receiver has not answered since token-empty/)
})

t.test('one that dies of it without a word has failed the drill too', async (t) => {
  let dead = false
  const agents = new Set<string>()
  const place = await server(t, async (request, response) => {
    request.on('aborted', () => {
      dead = true
    })
    const id = /\d+$/.exec(request.url ?? '')?.[0]
    if (dead) return response.destroy()
    if (id !== undefined) return response.end(String(agents.has(id)))
    const form = new URLSearchParams(await text(request))
    agents.add(String(JSON.parse(form.get('data') ?? '').agent_id))
    response.end()
  })
  const report = await drill(place, { only: ['approved', 'cut-body', 'extra-keys'] })
  t.strictSame(named(report, 'failed'), ['cut-body'])
  t.match(report.drills[2], {
    says: /^The receiver does not answer a plain callback after it: .* closed the connection/,
    remedy: /keep the process alive/,
  })
  t.match(report.drills[3]?.says, /the receiver has not answered since cut-body/)
})

t.test('one that breaks a connection and goes on is tried to the end', async (t) => {
  const { url } = await server(t, async (request, response) => {
    const form = new URLSearchParams(await text(request))
    if (form.get('token') === '') request.socket.destroy()
    else response.end()
  })
  const report = await drill({ url })
  t.strictSame(named(report, 'failed'), ['token-empty', 'bad-json'])
  t.match(named(report, 'passed'), ['answer-in-time'])
})

t.test('a refusal by a crash is a warning', async (t) => {
  const { url } = await server(t, async (request, response) => {
    const form = new URLSearchParams(await text(request))
    try {
      JSON.parse(form.get('data') ?? '')
      response.end()
    } catch {
      response.writeHead(500).end()
    }
  })
  const report = await drill({ url, probe: url })
  t.notOk(named(report, 'failed').includes('bad-json'))
})

t.test('a rejection that the application does not keep fails', async (t) => {
  const { report } = await probed(t, (view) => (view.includes('REJECTED') ? '' : view))
  const { drills } = await report('rejected-string-code')
  t.match(drills[1], {
    verdict: 'failed',
    says: 'REJECTED (reason as string) changed nothing in what the probe shows: (nothing)',
  })
})

t.test('how durations are told', async (t) => {
  t.strictSame([tookTime(12.44), tookTime(1540)], ['12.4 ms', '1.5 s'])
})

t.test('a crash on a wrong token is a failure', async (t) => {
  const { url } = await server(t, async (request, response) => {
    const form = new URLSearchParams(await text(request))
    response.writeHead(form.get('token') === TOKEN ? 200 : 500).end()
  })
  t.match(named(await drill({ url }), 'failed'), ['token-empty', 'token-longer'])
})

t.test('a probe that tells nothing is one sentence, and effects are unknown', async (t) => {
  const { url } = await right(t)
  const answering = async (
    status: number,
    type: string,
    body: string,
  ): Promise<Pick<Place, 'url' | 'probe'>> => {
    const place = await server(t, (_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(body)
    })
    return { ...place, url }
  }
  const nobody = { url, probe: `http://127.0.0.1:${await freePort()}/{agent_id}` }
  const cases: readonly (readonly [Pick<Place, 'url' | 'probe'>, RegExp])[] = [
    [await answering(200, 'text/html', '<p>Hello'), /The probe answers HTML, a page for people/],
    [await answering(200, 'text/plain', ' <!DOCTYPE html>'), /The probe answers HTML/],
    [await answering(302, 'text/plain', ''), /answers 302, as a page behind a login does/],
    [await answering(401, 'text/plain', ''), /answers 401, as a page behind a login does/],
    [await answering(500, 'text/plain', ''), /The probe answers 500; let it answer 200/],
    [await answering(204, 'text/plain', ''), /The probe answers 204; let it answer 200/],
    [
      await answering(200, 'text/plain', 'x'.repeat(200_000)),
      /approval changed nothing .*: x+\. Let/,
    ],
    [{ url, probe: 'http://127.0.0.1:1/{agent_id}' }, /cannot be reached \(bad port\)/],
    [await answering(200, 'text/plain', 'fine'), /approval changed nothing .*: fine/],
    [await answering(410, 'text/plain', 'gone'), /approval changed nothing .*: 410/],
    [await answering(200, 'text/plain', ''), /approval changed nothing .*: \(nothing\)/],
    [nobody, /cannot be reached \(ECONNREFUSED\); correct it, or start the application/],
  ]
  for (const [place, says] of cases) {
    const report = await drill(place, { only: ['approved'] })
    t.equal(report.counts.failed, 0)
    t.equal(report.not_judged.length, 1)
    t.match(report.not_judged[0], says)
  }
})

t.test('a probe whose views differ by themselves tells nothing', async (t) => {
  let looks = 0
  const counting = await probed(t, () => `${'x'.repeat(200)}${looks++}${'y'.repeat(200)}`)
  t.match((await counting.report('approved')).not_judged, [
    /shows something else each time.*: …x+0y+… became …x+1y+…\. Leave out/,
  ])

  const flickering = await probed(t, () => (looks++ % 2 === 0 ? 'on' : ''))
  t.match((await flickering.report('approved')).not_judged, [/: on became \(nothing\)\. Leave out/])

  const known = new Set<string>()
  const all = await probed(t, (view) => {
    if (view !== '') known.add(view)
    return `${known.size} agents`
  })
  t.match((await all.report('approved')).not_judged, [
    /shows of one agent changes when a callback about another one comes: 0 agents became 1 agents/,
  ])
})

t.test('times and the id make no difference, other numbers do, and it says so', async (t) => {
  const dated = await probed(
    t,
    (view, id) => `${id} ${view} ${new Date().toISOString()} ${Date.now()}`,
  )
  t.match(await dated.report('duplicate', 'twenty-at-once'), { counts: { failed: 0, unknown: 0 } })

  const numbers = new Map<string, number>()
  const numbered = await probed(t, (view, id) => {
    if (view === '') return ''
    const key = `${id} ${view}`
    numbers.set(key, numbers.get(key) ?? numbers.size)
    return `${view} row ${numbers.get(key)}`
  })
  const report = await numbered.report('approved', 'twenty-at-once', 'hang-up-then-resend')
  t.strictSame(named(report, 'unknown'), ['twenty-at-once', 'hang-up-then-resend'])
  t.match(report.not_judged[0], /is not the same for two agents/)
})

t.test('a probe that shows neither name nor reason cannot tell how they were read', async (t) => {
  const { report } = await probed(t, (view) => (view === '' ? '' : String(JSON.parse(view).status)))
  const { drills } = await report('spelling')
  t.match(drills[1], {
    verdict: 'unknown',
    says: /shows none of agent_name, rejected_reason/,
  })
})

t.test('a probe that fails on the way makes that drill unknown', async (t) => {
  const { url, probe } = await right(t)
  let looks = 0
  const report = await drill(
    { url },
    {
      only: ['approved', 'duplicate', 'hour-late'],
      probe: async (agentId) => {
        looks++
        if (looks === 15 || looks === 16) throw new NoView(`Look ${looks} failed.`)
        return (await fetch(probe.replace('{agent_id}', String(agentId)))).text()
      },
    },
  )
  t.equal(report.counts.unknown, 2)
  t.match(report.not_judged, [/^duplicate: Look 15 failed/, /^hour-late: Look 16 failed/])
})

t.test('what cannot be registered is not sent, so that no receiver fails by it', async (t) => {
  const { url } = await server(t, (request, response) => {
    request.resume()
    response.writeHead(404).end()
  })
  const register: Probe = () => Promise.reject(new NoView('The database is away.'))
  const { counts, not_judged } = await drill({ url }, { only: ['token-wrong'], register })
  t.match(counts, { failed: 0, unknown: 2 })
  t.strictSame(not_judged, ['answer-in-time, token-wrong: The database is away.'])
})

t.test('nor does one fail by a callback that was left out because the probe failed', async (t) => {
  const looked = new Set<number>()
  const { report } = await probed(t, (view, agentId) => {
    const isNew = !looked.has(agentId)
    looked.add(agentId)
    // The first two are those of the examination.
    if (isNew && looked.size === 3) throw new NoView('It is away.')
    return view
  })
  t.strictSame((await report('duplicate')).not_judged, ['duplicate: It is away.'])
})

t.test('an application whose work takes a while gets it', async (t) => {
  const agents = new Map<string, string>()
  const place = await server(t, async (request, response) => {
    const id = /\d+$/.exec(request.url ?? '')?.[0]
    if (id !== undefined) return void response.end(agents.get(id) ?? 'none')
    const form = new URLSearchParams(await text(request))
    if (form.get('token') !== TOKEN) return void response.writeHead(403).end()
    const { agent_id, kyc_status } = JSON.parse(form.get('data') ?? '')
    response.end()
    setTimeout(() => agents.set(String(agent_id), kyc_status), 15)
  })
  const report = await drill(place)
  t.strictSame(
    named(report, 'failed').filter((name) => /^(token|approved|hour)/.test(name)),
    [],
  )
})

t.test(
  'agents are made known before anything is sent about them, but for the unknown one',
  async (t) => {
    const { url, probe } = await right(t)
    const known = new Set<unknown>()
    const refused = await drill(
      { url, probe },
      {
        only: ['unknown-agent'],
        register: async (agentId) => {
          known.add(agentId)
          return ''
        },
      },
    )
    t.equal(refused.verdict, 'passed')
    const { steps } = refused.drills.find(
      ({ name }) => name === 'unknown-agent',
    ) as (typeof refused.drills)[0]
    t.strictSame(
      steps.map(({ agent_id }) => known.has(agent_id)),
      [false, true],
    )
  },
)

t.test('a receiver that answers 200 now and then is told so', async (t) => {
  for (const most of [1, 2]) {
    const agents = new Set<unknown>()
    const { url } = await server(t, async (request, response) => {
      const form = new URLSearchParams(await text(request))
      agents.add(JSON.parse(form.get('data') ?? '').agent_id)
      response.writeHead(agents.size === most + 1 ? 503 : 200).end()
    })
    const probe: Probe = async (agentId) => String(agents.has(agentId))
    t.match((await drill({ url }, { probe, only: ['approved'] })).not_judged, [
      /^approved: A plain approval was not answered with 200 again: 503/,
    ])
  }
})

t.test('a probe that hangs is given up', async (t) => {
  const { url } = await right(t)
  const { probe } = await server(t, () => {})
  const over = [/The time for all drills, 100ms, was over/]
  t.match((await drill({ url, probe }, { limit: 100 })).not_judged, over)
  const never: Probe = () => new Promise(() => {})
  t.match((await drill({ url }, { limit: 100, probe: never })).not_judged, over)
  t.match((await drill({ url }, { limit: 100, register: never })).not_judged, over)
  const { report } = await probed(t, (view) => view, { limit: 100, settle: 300 })
  t.match((await report('approved')).not_judged, over, 'also while the application works')
})

t.test('the run ends with its limit, and with its signal', async (t) => {
  const { url } = await server(t, (request) => void request.resume())
  const late = await drill({ url }, { limit: 30 })
  t.match(late, { verdict: 'unknown', counts: { failed: 0, unknown: late.drills.length } })
  t.match(late.not_judged, [/: The time for all drills, 30ms, was over\.$/])

  let calls = 0
  const fading = await server(t, (request, response) => {
    request.resume()
    calls++
    if (calls < 3) response.writeHead(calls === 1 ? 200 : 500).end()
  })
  const faded = await drill({ url: fading.url }, { limit: 200, only: ['upload-success'] })
  t.match(faded.not_judged, ['upload-success: The time for all drills, 200ms, was over.'])

  const stop = new AbortController()
  const stopped = drill({ url }, { signal: stop.signal })
  stop.abort()
  t.match((await stopped).not_judged, [/: The run was stopped\.$/])
})

t.test('a second drill of the same receiver has to wait for the first', async (t) => {
  const place = await right(t)
  const first = drill(place, { only: ['approved'] })
  await t.rejects(drill(place), {
    message: `A drill of ${place.url} is under way; wait for its report.`,
  })
  t.match(await first, { verdict: 'passed' })
})
