// An S3-compatible store that nobody of ours wrote (s3rver), with one bucket, "weft", in the folder that is named. Prints
// its address when it listens.
import S3rver from "s3rver";

const directory = process.argv[2];
const store = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: "weft", configs: [] }] });
const { address, port } = await store.run();
console.log(`http://${address}:${port}`);
