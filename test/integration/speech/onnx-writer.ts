/**
 * ONNX writer — ghi mô hình ONNX.
 *
 * The few protobuf messages of an ONNX file, so that a test can make a small real model for the
 * neural engine where none can be downloaded. Field numbers: onnx.proto3, ir_version 8. Knows
 * graphs and tensors, not voices.
 */
type Bytes = Uint8Array<ArrayBuffer>;

const FLOAT = 1;
const INT64 = 7;
const LENGTH_DELIMITED = 2;

function varint(value: bigint): Bytes {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const int = (field: number, value: number): Bytes =>
  join([varint(BigInt(field << 3)), varint(BigInt(value))]);

const bytes = (field: number, value: Bytes): Bytes =>
  join([varint(BigInt((field << 3) | LENGTH_DELIMITED)), varint(BigInt(value.length)), value]);

const text = (field: number, value: string): Bytes => bytes(field, new TextEncoder().encode(value));

/** A named constant tensor of the graph. */
export type Constant = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
};

export type Attribute = { readonly name: string; readonly value: number | string };

export type Operation = {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: readonly Attribute[];
};

/** `dims`: a number is fixed, a word stands for any size. */
export type Port = {
  readonly name: string;
  readonly element: 'float' | 'int64';
  readonly dims: readonly (number | string)[];
};

export type OnnxModel = {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly constants: readonly Constant[];
  readonly operations: readonly Operation[];
  readonly metadata: Readonly<Record<string, string>>;
};

function constant({ name, dims, values }: Constant): Bytes {
  const element = values instanceof Float32Array ? FLOAT : INT64;
  return join([
    ...dims.map((dim) => int(1, dim)),
    int(2, element),
    text(8, name),
    bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ]);
}

const attribute = ({ name, value }: Attribute): Bytes =>
  typeof value === 'number'
    ? join([text(1, name), int(3, value), int(20, 2)])
    : join([text(1, name), text(4, value), int(20, 3)]);

const operation = (op: Operation): Bytes =>
  join([
    ...op.inputs.map((name) => text(1, name)),
    ...op.outputs.map((name) => text(2, name)),
    text(4, op.type),
    ...(op.attributes ?? []).map((one) => bytes(5, attribute(one))),
  ]);

function port({ name, element, dims }: Port): Bytes {
  const sizes = dims.map((dim) => bytes(1, typeof dim === 'number' ? int(1, dim) : text(2, dim)));
  const tensor = join([int(1, element === 'float' ? FLOAT : INT64), bytes(2, join(sizes))]);
  return join([text(1, name), bytes(2, bytes(1, tensor))]);
}

/** The file as bytes: operator set 13. */
export function onnxFile(model: OnnxModel): Bytes {
  const graph = join([
    ...model.operations.map((op) => bytes(1, operation(op))),
    text(2, 'voice'),
    ...model.constants.map((one) => bytes(5, constant(one))),
    ...model.inputs.map((one) => bytes(11, port(one))),
    ...model.outputs.map((one) => bytes(12, port(one))),
  ]);
  const metadata = Object.entries(model.metadata).map(([key, value]) =>
    bytes(14, join([text(1, key), text(2, value)])),
  );
  return join([
    int(1, 8),
    text(2, 'loaso-test'),
    bytes(7, graph),
    bytes(8, int(2, 13)),
    ...metadata,
  ]);
}
