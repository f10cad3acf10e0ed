import t from 'tap'
import { emptyPlace, readTexts, TextPages } from '../../src/requests/text-pages.js'

t.test('texts come back as they were put down', async (t) => {
  const pages = new TextPages()
  const texts = [
    ['', 'a', 'é€𝄞'],
    ['x'.repeat(1_500_000), '', 'y'],
    ['z', 'z', 'z'],
  ]
  const places = texts.map((some) => {
    const place = emptyPlace(3)
    pages.write(some, place)
    return place
  })
  t.strictSame(places.map(readTexts), texts)
})

t.test('a page whose places have all been given back is written anew', async (t) => {
  const pages = new TextPages()
  const put = (length: number) => {
    const place = emptyPlace(1)
    pages.write(['x'.repeat(length)], place)
    return place
  }
  const [first, second] = [put(300_000), put(10)]
  const third = put(300_000)
  t.not(third.page, first.page, 'it has no room left')
  pages.release(first)
  pages.release(second)
  const fourth = put(300_000)
  t.equal(fourth.page, first.page)
  t.strictSame([readTexts(third), readTexts(fourth)], Array(2).fill(['x'.repeat(300_000)]))
  pages.release(fourth)
  t.equal(put(10).page, fourth.page, 'the page that is written on stays')
})
