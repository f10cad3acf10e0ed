import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect as connectTcp, createServer as createTcpServer, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { echo, intercepting, readAll, tunnel, withVariables } from '../helpers/proxy.js'
import { sendRaw } from '../helpers/raw.js'
import { someAgent } from '../helpers/sandbox.js'

const AUTHORIZED = (sandbox: { authorization: string }) =>
  `Authorization: ${sandbox.authorization}\r\nConnection: close\r\n`

/** One request to Flip's own host, through a tunnel. */
async function throughTunnel(
  url: string,
  host: string,
  ca: string,
  bytes: string,
): Promise<string> {
  const { socket } = await tunnel(url, `${host}:443`)
  const tls = connectTls({ socket, servername: host, ca })
  tls.write(bytes)
  return readAll(tls)
}

function createRequest(sandbox: { authorization: string }, target = '/api/v2/agents'): string {
  const body = String(new URLSearchParams(someAgent()))
  return `POST ${target} HTTP/1.1\r\nHost: bigflip.id\r\n${AUTHORIZED(sandbox)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

t.test('calls to Flip’s own hosts', async (t) => {
  const { sandbox, ca } = await intercepting(t)

  t.test('end here when they come through CONNECT, behind a certificate of ours', async (t) => {
    const created = await throughTunnel(sandbox.url, 'bigflip.id', ca, createRequest(sandbox))
    t.match(created, /^HTTP\/1\.1 200 /)
    const countries = await throughTunnel(
      sandbox.url,
      'api.flip.id',
      ca,
      `GET /kyc/api/v1/countries?user_type=1 HTTP/1.1\r\nHost: api.flip.id\r\n${AUTHORIZED(sandbox)}Request-ID: bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001\r\n\r\n`,
    )
    t.match(countries, /"name":"Indonesia"/)
  })

  t.test('and when their URL is absolute, as some clients send it to a proxy', async (t) => {
    for (const host of [
      'https://bigflip.id',
      'http://bigflip.id:80',
      'http://bigflip.id.',
      'http://bigflip.id.:80',
      'https://a:b@bigflip.id',
    ]) {
      const target = `${host}/api/v2/agents`
      t.equal((await sendRaw(sandbox.url, createRequest(sandbox, target))).status, 200, target)
    }
  })

  t.test('get addresses that they can reach: the sandbox’s own', async (t) => {
    const document = await throughTunnel(
      sandbox.url,
      'bigflip.id',
      ca,
      `GET /_sandbox/openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    t.ok(document.includes(`"servers":[{"url":"${sandbox.url}"}]`))
  })

  t.test('a client that does not trust the certificate goes away alone', async (t) => {
    const { socket } = await tunnel(sandbox.url, 'bigflip.id:443')
    const tls = connectTls({ socket, servername: 'bigflip.id' })
    const [error] = (await once(tls, 'error')) as [NodeJS.ErrnoException]
    t.match(error.code, /UNABLE_TO_|SELF_SIGNED/)
    const { socket: other } = await tunnel(sandbox.url, 'bigflip.id:443')
    other.end('this is not TLS')
    await readAll(other)
    t.match(await sandbox.health(), { status: 'ok' })
  })
})

/** A request to another host, as clients send it to a proxy. */
function askProxy(url: string, host: string) {
  return sendRaw(url, `GET http://${host}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
}

t.test('every other host is passed on untouched', async (t) => {
  const { sandbox } = await intercepting(t)
  const host = await echo(t)
  withVariables(t, { NO_PROXY: '', no_proxy: '' })

  t.test('by CONNECT', async (t) => {
    const { response, socket } = await tunnel(sandbox.url, host)
    t.equal(response.statusCode, 200)
    socket.write(
      `POST /a HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi`,
    )
    t.match(await readAll(socket), /^HTTP\/1\.1 201 [\s\S]*x-saw: POST \/a[\s\S]*hi/)
  })

  t.test('by an absolute URL, with its body', async (t) => {
    const { status, text } = await sendRaw(
      sandbox.url,
      `PUT http://${host}/b?c=d HTTP/1.1\r\nHost: ${host}\r\nProxy-Connection: keep-alive\r\nContent-Length: 2\r\nConnection: close\r\n\r\nho`,
    )
    t.equal(status, 201)
    t.match(text, /x-saw: PUT \/b\?c=d/)
    t.equal((await askProxy(sandbox.url, host)).status, 201)
  })

  t.test('through the proxy that the environment names', async (t) => {
    const seen: string[] = []
    const upstream = createHttpServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization']}`)
      response.end('from upstream')
    })
    upstream.on('connect', (request, socket: Socket, head: Buffer) => {
      seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']}`)
      socket.on('error', () => {})
      if (request.url === 'refused.example:443') {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n')
      } else socket.end(`HTTP/1.1 200 OK\r\n\r\nhello${head}`)
    })
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
    t.teardown(() => upstream.close() && upstream.closeAllConnections())
    const { port } = upstream.address() as { port: number }
    const proxy = `http://me:s%40cret@127.0.0.1:${port}`
    withVariables(t, {
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      https_proxy: proxy,
      http_proxy: proxy,
      no_proxy: host,
      NO_PROXY: host,
    })
    const { socket } = await tunnel(sandbox.url, 'far.example:443')
    t.equal(await readAll(socket), 'hello')
    const { text } = await sendRaw(
      sandbox.url,
      'GET http://far.example/x HTTP/1.1\r\nHost: far.example\r\n\r\n',
    )
    t.match(text, /from upstream/)
    const secure = `GET https://far.example/y HTTP/1.1\r\nHost: far.example\r\nConnection: close\r\n\r\n`
    t.equal((await sendRaw(sandbox.url, secure)).status, 502, 'what answers speaks no TLS')
    const credentials = `Basic ${Buffer.from('me:s@cret').toString('base64')}`
    t.strictSame(seen, [
      `CONNECT far.example:443 ${credentials}`,
      `GET http://far.example/x ${credentials}`,
      `CONNECT far.example:443 ${credentials}`,
    ])
    const refused = await tunnel(sandbox.url, 'refused.example:443')
    t.equal(refused.response.statusCode, 502)
    t.match(
      await readAll(refused.socket),
      /could not be reached \(the proxy 127\.0\.0\.1:\d+ answered 407\)/,
    )
    const near = await tunnel(sandbox.url, host)
    t.equal(near.response.statusCode, 200, 'but not what NO_PROXY names')
    near.socket.destroy()
  })

  t.test('not through itself', async (t) => {
    withVariables(t, {
      HTTPS_PROXY: sandbox.url,
      https_proxy: sandbox.url,
      HTTP_PROXY: sandbox.url,
      http_proxy: sandbox.url,
    })
    const { response, socket } = await tunnel(sandbox.url, host)
    t.equal(response.statusCode, 200)
    socket.destroy()
    t.equal((await askProxy(sandbox.url, host)).status, 201)
  })

  t.test('or it says in one sentence why it cannot', async (t) => {
    const dead = createTcpServer().listen(0, '127.0.0.1')
    await once(dead, 'listening')
    const { port } = dead.address() as { port: number }
    dead.close()
    await once(dead, 'close')
    const { response, socket } = await tunnel(sandbox.url, `127.0.0.1:${port}`)
    t.equal(response.statusCode, 502)
    t.match(await readAll(socket), /could not be reached \(connect ECONNREFUSED/)
    const { status, text } = await sendRaw(
      sandbox.url,
      `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    )
    t.equal(status, 502)
    t.match(text, /could not be reached/)
    withVariables(t, {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      https_proxy: `http://127.0.0.1:${port}`,
    })
    t.equal((await tunnel(sandbox.url, 'far.example:443')).response.statusCode, 502)
    t.equal((await tunnel(sandbox.url, 'nonsense')).response.statusCode, 400)
  })
})

t.test('when others reach the sandbox, it passes nothing on', async (t) => {
  const { sandbox } = await intercepting(t, { host: '0.0.0.0', controlToken: 'none' })
  const { response, socket } = await tunnel(sandbox.url, 'far.example:443')
  t.equal(response.statusCode, 403)
  t.match(await readAll(socket), /passes other hosts on only for callers on this machine/)
  t.equal(
    (
      await sendRaw(
        sandbox.url,
        'GET http://far.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      )
    ).status,
    403,
  )
})

t.test('a tunnel that is open does not hold up the end', async (t) => {
  const { sandbox } = await intercepting(t)
  const { socket } = await tunnel(sandbox.url, await echo(t))
  const closed = once(socket, 'close')
  socket.resume()
  await sandbox.close()
  await closed
})

t.test('calls that are cut off inside TLS', async (t) => {
  const { sandbox, ca } = await intercepting(t, { intercept: 'off', httpsPort: 0 })
  const port = Number(new URL(sandbox.httpsUrl as string).port)
  const call = () => {
    const tls = connectTls({ host: '127.0.0.1', port, servername: 'bigflip.id', ca })
    tls.write(
      'POST /big_sandbox_api/v2/agents HTTP/1.1\r\nHost: bigflip.id\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n' +
        `Authorization: ${sandbox.authorization}\r\n\r\nname=B`,
    )
    return readAll(tls)
  }
  for (const fault of ['connection-reset', 'upload-cut'] as const) {
    await sandbox.setFaults([{ fault }])
    t.equal(await call(), '', `${fault} gives nothing, and ends`)
    t.equal((await fetch(`${sandbox.url}/_sandbox/health`)).status, 200, 'the sandbox goes on')
  }
})

t.test('the port for TLS', async (t) => {
  const { sandbox, ca } = await intercepting(t, { intercept: 'off', httpsPort: 0 })
  const { https_port } = await sandbox.config()
  t.equal(https_port, 0)
  t.match(sandbox.httpsUrl, /^https:\/\/127\.0\.0\.1:\d+$/)
  const port = Number(new URL(sandbox.httpsUrl as string).port)
  for (const [host, servername] of [
    ['127.0.0.1', 'bigflip.id'],
    ['127.0.0.1', 'api.flip.id'],
    ['::1', 'localhost'],
  ] as const) {
    const tls = connectTls({ host, port, servername, ca })
    tls.write(
      `GET /big_sandbox_api/v2/general/maintenance HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`,
    )
    t.match(await readAll(tls), /\{"maintenance":false\}/, `${servername} on ${host}`)
  }
  const raw = await sendRaw(sandbox.url, Buffer.from('16030100a5010000a10303', 'hex'))
  t.equal(raw.status, 400, 'TLS to the port without it')
  const connect = connectTcp(Number(new URL(sandbox.url).port), '127.0.0.1')
  connect.write('CONNECT bigflip.id:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
  t.match(await readAll(connect), /^HTTP\/1\.1 405 .*[\s\S]*start it with --intercept/)
})

t.test('without it, there is no certificate', async (t) => {
  const sandbox = await startSandbox()
  t.teardown(() => sandbox.close())
  const response = await fetch(`${sandbox.url}/_sandbox/ca.pem`)
  t.equal(response.status, 404)
  t.match(await response.text(), /Start the sandbox with --intercept or --https-port/)
})
