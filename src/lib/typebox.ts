// The parts of TypeBox that are used. The build and the tests bundle them (scripts/bundle.mjs, scripts/compile-tests.mjs),
// because loading TypeBox's hundreds of modules takes a fifth of a second.
export {
  Array,
  Boolean,
  Integer,
  Literal,
  Number,
  Object,
  Optional,
  Refine,
  String,
  Union,
  Unknown,
  Unsafe,
  With,
} from 'typebox'
export { Format } from 'typebox/format'
export { Check, Compile } from 'typebox/schema'
