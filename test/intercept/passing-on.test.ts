import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import {
  connect as connectTcp,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { openAuthority } from '../../src/intercept/authority.js'
import { folder } from '../helpers/folder.js'
import { echo, intercepting, readAll, tunnel, withVariables } from '../helpers/proxy.js'
import { sendRaw } from '../helpers/raw.js'
import type { Teardown } from '../helpers/sandbox.js'

/** Listens on a free port. @returns the host and port */
async function hostOf(t: Teardown, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

/** A host that takes connections and does with them what is said. */
async function tcpHost(t: Teardown, take: (socket: Socket) => void) {
  const server = createTcpServer({ allowHalfOpen: true }, (socket) => {
    t.teardown(() => socket.destroy())
    for (const event of ['data', 'end', 'error', 'close'])
      socket.on(event, () => server.emit(`client ${event}`))
    take(socket)
  })
  return { server, host: await hostOf(t, server) }
}

const bytes = (text: string) => text.replaceAll('\n', '\r\n')

t.test('what is passed on', async (t) => {
  const { sandbox } = await intercepting(t)
  withVariables(t, { NO_PROXY: '*', no_proxy: '*' })

  t.test('a client that ends its side gets the answer still', async (t) => {
    const { host } = await tcpHost(t, (socket) => {
      socket.once('end', () => socket.end('late answer')).resume()
    })
    const { socket } = await tunnel(sandbox.url, host)
    socket.end('question')
    t.equal(await readAll(socket), 'late answer')
  })

  t.test('what a client sends right behind CONNECT', async (t) => {
    const { host } = await tcpHost(t, (socket) => {
      socket.once('data', (chunk) => socket.end(`got ${chunk}`))
    })
    const { text } = await sendRaw(
      sandbox.url,
      bytes(`CONNECT ${host} HTTP/1.1\nHost: ${host}\n\nearly`),
    )
    t.match(text, /^HTTP\/1\.1 200 Connection established\r\n\r\ngot early/)
  })

  t.test('a host that ends its side still gets the rest', async (t) => {
    let got = ''
    const { host, server } = await tcpHost(t, (socket) => {
      socket.end('go away').on('data', (chunk) => {
        got += chunk
      })
    })
    const told = once(server, 'client end')
    const { socket } = await tunnel(sandbox.url, host)
    socket.allowHalfOpen = true
    socket.resume()
    await once(socket, 'end')
    socket.end('but listen')
    await told
    t.equal(got, 'but listen')
  })

  t.test('where one side breaks, the other one is closed', async (t) => {
    const { host, server } = await tcpHost(t, () => {})
    const gone = once(server, 'client end')
    const { socket } = await tunnel(sandbox.url, host)
    socket.resetAndDestroy()
    await gone
    const breaking = await tcpHost(t, (taken) => {
      taken.once('data', () => taken.resetAndDestroy())
    })
    const { socket: other } = await tunnel(sandbox.url, breaking.host)
    other.write('question')
    t.equal(await readAll(other), '')
  })

  t.test('headers come and go as they are, twice and in their own spelling', async (t) => {
    const seen: string[][] = []
    const server = createHttpServer((request, response) => {
      seen.push(request.rawHeaders)
      response.writeHead(299, 'Odd', ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Name', 'é'])
      request.pipe(response)
    })
    const host = await hostOf(t, server)
    const { text } = await sendRaw(
      sandbox.url,
      bytes(
        `GET http://${host}/ HTTP/1.1\nHost: ${host}\nX-Name: one\nx-name: two\nProxy-Authorization: secret\nTransfer-Encoding: chunked\nConnection: close\n\n2\nhi\n0\n\n`,
      ),
    )
    t.match(text, /^HTTP\/1\.1 299 Odd\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Name: é\r\n/)
    t.match(text, /\r\n2\r\nhi\r\n0\r\n/)
    const [headers] = seen
    t.match(headers?.join(), /X-Name,one,x-name,two/)
    t.notMatch(headers?.join(), /secret/)
  })

  t.test('any method, and a client of HTTP/1.0 that names no host', async (t) => {
    const host = await echo(t)
    for (const method of ['PROPFIND', 'OPTIONS', 'TRACE', 'HEAD']) {
      const { text } = await sendRaw(
        sandbox.url,
        bytes(`${method} http://${host}/agents HTTP/1.1\nHost: ${host}\nConnection: close\n\n`),
      )
      t.match(text, `x-saw: ${method} /agents`)
    }
    const old = await sendRaw(sandbox.url, bytes(`GET http://${host}/api/v2/agents HTTP/1.0\n\n`))
    t.match(old.text, 'x-saw: GET /api/v2/agents')
    t.equal((await sandbox.requests()).items.length, 0, 'and none of it is taken for a call')
  })

  t.test('a host that switches to another protocol, which nobody asked for', async (t) => {
    const { host, server } = await tcpHost(t, (socket) => {
      socket.write(bytes('HTTP/1.1 101 Switching Protocols\nConnection: upgrade\nUpgrade: x\n\n'))
    })
    const closed = once(server, 'client end')
    const { status, text } = await sendRaw(
      sandbox.url,
      bytes(`GET http://${host}/ HTTP/1.1\nHost: ${host}\nConnection: close\n\n`),
    )
    t.equal(status, 502)
    t.match(text, /could not be reached \(it answered 101 Switching Protocols\)/)
    await closed
  })

  t.test('an URL with https, whose certificate is checked', async (t) => {
    const { certificate, key } = await (await openAuthority(folder(t))).serverCertificate()
    const server = createHttpsServer({ cert: certificate, key }, (_request, response) => {
      response.end('reached')
    })
    server.on('tlsClientError', () => {})
    const address = await hostOf(t, server)
    for (const host of [address, address.replace('127.0.0.1', 'localhost')]) {
      const { status, text } = await sendRaw(
        sandbox.url,
        bytes(`GET https://${host}/ HTTP/1.1\nHost: ${host}\nConnection: close\n\n`),
      )
      t.equal(status, 502)
      t.match(text, /could not be reached \(unable to verify the first certificate\)/)
    }
  })
})

t.test('nothing is left over', async (t) => {
  withVariables(t, { NO_PROXY: '*', no_proxy: '*' })
  const silent = (t: Teardown) => tcpHost(t, () => {})

  t.test('a host that does not answer is let go when the client breaks off', async (t) => {
    const { sandbox } = await intercepting(t)
    const { host, server } = await silent(t)
    const both = Promise.all([once(server, 'client data'), once(server, 'client end')])
    const { port } = new URL(sandbox.url)
    const client = connectTcp(Number(port), '127.0.0.1')
    client.write(bytes(`GET http://${host}/ HTTP/1.1\nHost: ${host}\n\n`))
    await once(server, 'client data')
    client.resetAndDestroy()
    await both
  })

  t.test('nor does it hold up the end', async (t) => {
    const { sandbox } = await intercepting(t)
    const { host, server } = await silent(t)
    const gone = once(server, 'client end')
    const asked = once(server, 'client data')
    const answer = sendRaw(sandbox.url, bytes(`GET http://${host}/ HTTP/1.1\nHost: ${host}\n\n`))
    await asked
    await sandbox.close()
    await gone
    t.equal((await answer).status, null)
  })

  t.test('neither does a host that is not reached yet', async (t) => {
    const { sandbox } = await intercepting(t)
    const { host, server } = await silent(t)
    withVariables(t, { HTTPS_PROXY: `http://${host}`, https_proxy: '', NO_PROXY: '', no_proxy: '' })
    const asked = once(server, 'client data')
    const gone = once(server, 'client end')
    const answer = sendRaw(sandbox.url, bytes('CONNECT far.example:443 HTTP/1.1\nHost: x\n\n'))
    await asked
    await sandbox.close()
    await gone
    t.equal((await answer).status, null)
  })

  t.test('a refused client that goes is let go', async (t) => {
    const { sandbox } = await intercepting(t)
    const before = openSockets()
    for (let left = 20; left > 0; left--) {
      const { socket } = await tunnel(sandbox.url, 'nonsense')
      socket.end()
      await readAll(socket)
    }
    await until(() => openSockets() <= before)
  })

  t.test('a thousand clients that say CONNECT and no more', async (t) => {
    const { sandbox } = await intercepting(t)
    const clients = await Promise.all(
      Array.from({ length: 1000 }, () => tunnel(sandbox.url, 'bigflip.id:443')),
    )
    t.match(await sandbox.health(), { status: 'ok' })
    const closed = clients.map(({ socket }) => once(socket.resume(), 'close'))
    await sandbox.close()
    await Promise.all(closed)
  })
})

t.test('a header of 1 MB is refused on both addresses, and behind CONNECT', async (t) => {
  const { sandbox, ca } = await intercepting(t)
  const long = bytes(`GET / HTTP/1.1\nHost: x\nX: ${'x'.repeat(1e6)}\n\n`)
  t.equal((await sendRaw(sandbox.url, long)).status, 431)
  t.equal((await sendRaw(sandbox.url.replace('127.0.0.1', '[::1]'), long)).status, 431)
  const { socket } = await tunnel(sandbox.url, 'bigflip.id:443')
  const tls = connectTls({ socket, servername: 'bigflip.id', ca })
  tls.write(long)
  t.match(await readAll(tls), /^HTTP\/1\.1 431 /)
})

/** How many sockets this process has open. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
}

/** Waits for what no event tells. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate)
}
