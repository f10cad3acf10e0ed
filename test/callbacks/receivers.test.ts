import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import t from 'tap'
import { deliver } from '../../src/callbacks/delivery.js'
import { explainFailure } from '../../src/callbacks/explain-failure.js'
import { SandboxClient } from '../../src/client.js'
import type { CallbackDetail, Sandbox } from '../../src/index.js'
import { CERTIFICATE, CERTIFICATE_KEY } from '../helpers/certificate.js'
import { spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import { open, type Teardown } from '../helpers/sandbox.js'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** Answers each whole request on a socket of any kind; what else it does is the receiver's own. */
async function listen(
  t: Teardown,
  answer: (socket: Socket) => void,
  { host = '127.0.0.1', tls = false } = {},
): Promise<number> {
  const sockets = new Set<Socket>()
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    let seen = ''
    socket.on('data', (chunk) => {
      seen += chunk
      if (!/&token=[^&]*$/.test(seen)) return
      seen = ''
      answer(socket)
    })
  }
  const server: Server = tls
    ? createTlsServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, serve)
    : createServer(serve)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as { port: number }).port
}

/** Sends one callback by hand. @returns what came of it */
async function send(sandbox: Sandbox, url: string): Promise<CallbackDetail> {
  const { id } = await sandbox.sendCallback({ url, data: {} })
  await sandbox.waitFor({ idle: true })
  return sandbox.callback(id)
}

t.test('a fault that cuts the connection does so before any answer, however quick', async (t) => {
  const port = await listen(t, (socket) => socket.end(OK))
  const { sandbox } = await open(t, { callbackUrl: `http://127.0.0.1:${port}/` })
  for (let count = 0; count < 50; count++)
    await sandbox.sendCallback({ data: {}, fault: 'connection-closed' })
  await sandbox.waitFor({ idle: true })
  const { items } = await sandbox.callbacks()
  t.strictSame(
    items.map(({ state, error }) => [
      state,
      /closed before the answer on purpose/.test(error ?? ''),
    ]),
    items.map(() => ['failed', true]),
  )
})

t.test('every callback reaches a receiver that ends its connections early', async (t) => {
  for (const [what, end] of [
    ['closes 2 ms after its answer', (socket: Socket) => socket.end()],
    ['resets 2 ms after its answer', (socket: Socket) => socket.resetAndDestroy()],
  ] as const) {
    t.test(what, async (t) => {
      let taken = 0
      const port = await listen(t, (socket) => {
        taken++
        socket.write(OK)
        setTimeout(end, 2, socket)
      })
      const { sandbox } = await open(t)
      const url = `http://127.0.0.1:${port}/`
      for (let sent = 0; sent < 100; sent++) await sandbox.sendCallback({ url, data: {} })
      await sandbox.waitFor({ idle: true })
      t.equal((await sandbox.callbacks({ state: 'delivered' })).total, 100)
      t.equal(taken, 100)
    })
  }
})

t.test('a connection ends with its callback, where the receiver would keep it open', async (t) => {
  const sockets: Socket[] = []
  const port = await listen(t, (socket) => {
    sockets.push(socket)
    socket.write(OK)
  })
  const { sandbox } = await open(t)
  for (let sent = 0; sent < 3; sent++)
    t.match(await send(sandbox, `http://127.0.0.1:${port}/`), { state: 'delivered' })
  t.equal(new Set(sockets).size, 3)
  await Promise.all(sockets.map((socket) => socket.destroyed || once(socket, 'close')))
})

t.test('an answer', async (t) => {
  const { sandbox } = await open(t)
  const answered = async (text: string) => {
    const port = await listen(t, (socket) => socket.end(text))
    return send(sandbox, `http://127.0.0.1:${port}/`)
  }

  t.test('may have headers of up to 256 KB, as debug bars write them', async (t) => {
    const headers = Array.from({ length: 50 }, (_, n) => `X-Debug-${n}: ${'x'.repeat(4000)}\r\n`)
    const callback = await answered(
      `HTTP/1.1 200 OK\r\n${headers.join('')}Content-Length: 2\r\n\r\nok`,
    )
    t.match(callback, { state: 'delivered', response: /^HTTP\/1\.1 200 OK\r\nX-Debug-0: xxx/ })
    t.ok((callback.response as string).length < 20_000, 'and not all of them are kept')
    t.match(await answered(`HTTP/1.1 200 OK\r\nX-Debug: ${'x'.repeat(300_000)}\r\n\r\n`), {
      state: 'failed',
      error: /headers of more than 256 KB; .*debug/,
    })
  })

  t.test('may come after 103 Early Hints; after 100 Continue the error says so', async (t) => {
    t.match(await answered(`HTTP/1.1 103 Early Hints\r\n\r\n${OK}`), { state: 'delivered' })
    t.match(await answered(`HTTP/1.1 100 Continue\r\n\r\n${OK}`), {
      state: 'failed',
      error: /answered 100 Continue first/,
    })
  })

  t.test('that is none is said to be none', async (t) => {
    t.match(await answered('nonsense\r\n\r\n'), {
      state: 'failed',
      error: /answered, but not in HTTP .*https:\/\//,
    })
    t.match(await answered('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok'), {
      state: 'failed',
      error: /closed the connection before it had answered/,
    })
    for (const [answer, error] of [
      ['HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n', /status that HTTP does not have/],
      ['HTTP/1.1 304 No\r\nContent-Length: 9\r\n\r\n', /Content-Length that is not that of/],
      [
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
        /answered 101 Switching Protocols; have it answer 200/,
      ],
    ] as const)
      t.match(await answered(answer), { state: 'failed', error })
  })
})

t.test('a name under .localhost is this machine, whatever the resolver knows', async (t) => {
  const { sandbox } = await open(t)
  for (const host of ['127.0.0.1', '::1']) {
    const port = await listen(t, (socket) => socket.end(OK), { host })
    for (const name of ['app.localhost', 'a.b.LOCALHOST'])
      t.match(await send(sandbox, `http://${name}:${port}/`), { state: 'delivered' }, host)
  }
  t.match((await send(sandbox, 'http://app.localhost:1/')).error, /Nothing listens at app/)
})

t.test(
  'a sandbox that is busy for half a second loses no callback to a name with two addresses',
  async (t) => {
    const port = await listen(t, (socket) => socket.end(OK))
    const busy = () => {
      const from = performance.now()
      while (performance.now() < from + 500);
    }
    const parcel = { url: `http://app.localhost:${port}/`, body: '&token=x', fault: null }
    const { outcome } = deliver(parcel)
    process.nextTick(busy)
    setImmediate(busy)
    t.match(await outcome, { answer: { status: 200 } })
  },
)

t.test('a callback over TLS', async (t) => {
  const port = await listen(t, (socket) => socket.end(OK), { tls: true })
  const plain = await listen(t, (socket) => socket.end(OK))
  // A server of plain HTTP answers a TLS greeting as one bad request.
  const confused = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  })
  await new Promise<void>((resolve) => confused.listen(0, '127.0.0.1', resolve))
  t.teardown(() => confused.close())

  t.test('is refused with what helps, in words and without file names of OpenSSL', async (t) => {
    const { sandbox } = await open(t)
    const error = async (url: string) => {
      const { error } = await send(sandbox, url)
      t.notMatch(error, /\.c:|routines/)
      return error
    }
    t.match(
      await error(`https://receiver.localhost:${port}/`),
      /certificate of receiver\.localhost:\d+ .*DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/,
    )
    const { port: confusing } = confused.address() as { port: number }
    t.match(
      await error(`https://127.0.0.1:${confusing}/`),
      /127\.0\.0\.1:\d+ speaks plain HTTP; .*http:\/\//,
    )
    t.match(await error(`http://127.0.0.1:${port}/`), /closed the connection|https:\/\//)
    t.match(await send(sandbox, `http://127.0.0.1:${plain}/`), { state: 'delivered' })
  })

  t.test('gets there once Node.js is told of the certificate', async (t) => {
    const { line, stop } = await spawnCli(
      t,
      ['start', '--port', '0', '--state', 'memory', '--log', 'silent', '--json'],
      { env: { NODE_EXTRA_CA_CERTS: `${folder(t, { 'ca.pem': CERTIFICATE })}/ca.pem` } },
    )
    const client = new SandboxClient(JSON.parse(await line))
    t.match(await send(client as never, `https://receiver.localhost:${port}/`), {
      state: 'delivered',
    })
    t.match(
      (await send(client as never, `https://127.0.0.1:${port}/`)).error,
      /certificate of 127\.0\.0\.1:\d+ is for other names \(IP: 127\.0\.0\.1 is not/,
    )
    await stop()
  })
})

t.test('what a receiver cannot show here is explained all the same', async (t) => {
  const explained = (code: string, more: object = {}) =>
    explainFailure(Object.assign(new Error(), { code }, more), 'https://app.test/', false)
  t.match(
    explained('CERT_HAS_EXPIRED'),
    /not valid at this time \(CERT_HAS_EXPIRED\); make a new one/,
  )
  t.match(explained('EADDRNOTAVAIL'), /no connection left .*\(EADDRNOTAVAIL\).*send it again/)
  t.match(
    explained('EPROTO', {
      message:
        'write EPROTO 40E7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record/ssl3_record.c:354:\n',
    }),
    /app\.test speaks plain HTTP/,
    'as older releases of Node.js report it',
  )
  t.equal(
    explained('EPROTO', {
      message:
        'write EPROTO 40:error:0A:SSL routines:f:tlsv13 alert certificate required:../x.c:1:\n',
    }),
    'The callback did not reach app.test (EPROTO: tlsv13 alert certificate required); correct the callback URL or the receiver.',
  )
  t.equal(
    explained('EHOSTUNREACH'),
    'The callback did not reach app.test (EHOSTUNREACH); correct the callback URL or the receiver.',
  )
})
