// Writes NAME.br and NAME.gz beside every file named on the command line, as small as they get.
// Node has both formats and is needed for wasm-opt anyway: no Rust crate has to be compiled for it.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const br = brotliCompressSync(bytes, { params });
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const kilobytes = (n) => `${(n / 1000).toFixed(1)} KB`;
  console.error(`${file}: ${kilobytes(bytes.length)}, ${kilobytes(br.length)} with brotli`);
}
