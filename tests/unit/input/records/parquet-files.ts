import type { Encoding } from "hyparquet";
import { type CompressionCodecs, Encodings } from "hyparquet/src/constants.js";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { writeMetadata } from "hyparquet-writer/src/metadata.js";
import { serializeTCompactProtocol } from "hyparquet-writer/src/thrift.js";

/** Written by parquet-wasm 0.8.0 (Rust's arrow), pages of the first version: one, none, three, thirteen, one, zwölf. */
export const filesOfAnother: Readonly<Record<string, string>> = {
  "a dictionary, Snappy":
    "UEFSMRUEFUwVTEwVCBUAEgAAJkADAAAAb25lBQAAAHRocmVlCAUJPGlydGVlbgYAAAB6d8O2bGYVABUUFRgsFQwVEBUGFQYAAAokAgAAAAM9AgMkAxkcFnAVOhYAABkWMgAVAhksSAxhcnJvd19zY2hlbWEVAgAVDCUCGAR0ZXh0JQBMHAAAABYMGRwZHCYAHBUMGTUABhAZGAR0ZXh0FQIWDBaeARaiASZwJggpLBUAFRAVAgAVBBUAFQIAABaqARUaABaeARYMJggWogEUAAAZHBgMQVJST1c6c2NoZW1hGKABLy8vLy8zQUFBQUFRQUFBQUFBQUtBQXdBQ2dBSkFBUUFDZ0FBQUJBQUFBQUFBUVFBQ0FBSUFBQUFCQUFJQUFBQUJBQUFBQUVBQUFBVUFBQUFFQUFVQUJBQURnQVBBQVFBQUFBSUFCQUFBQUFZQUFBQURBQUFBQUFBQVFVUUFBQUFBQUFBQUFRQUJBQUVBQUFBQkFBQUFIUmxlSFFBQUFBQQAYDHBhcnF1ZXQtd2FzbRkcHAAAADcBAABQQVIx",
  "plain, gzip":
    "UEFSMRUAFWYVfiwVDBUAFQYVBgAAH4sIAAAAAAAA/2NiYGBgtmVmYGDIz0tlZWBgKMkoSk3lADMyi0pSU/OgcmwMDAxV5Ye35aQBAGcLhE8zAAAAGRwWCBWgARYAABkWMgAVAhksSAxhcnJvd19zY2hlbWEVAgAVDCUCGAR0ZXh0JQBMHAAAABYMGRwZHCYAHBUMGSUABhkYBHRleHQVBBYMFogBFqABJghJHBUAFQAVAgAAFqgBFRwAFogBFgwmCBagARQAABkcGAxBUlJPVzpzY2hlbWEYoAEvLy8vLzNBQUFBQVFBQUFBQUFBS0FBd0FDZ0FKQUFRQUNnQUFBQkFBQUFBQUFRUUFDQUFJQUFBQUJBQUlBQUFBQkFBQUFBRUFBQUFVQUFBQUVBQVVBQkFBRGdBUEFBUUFBQUFJQUJBQUFBQVlBQUFBREFBQUFBQUFBUVVRQUFBQUFBQUFBQVFBQkFBRUFBQUFCQUFBQUhSbGVIUUFBQUFBABgMcGFycXVldC13YXNtGRwcAAAALQEAAFBBUjE=",
  "lengths, Brotli":
    "UEFSMRUAFXIVeiwVDBUMFQYVBgAACxyAAgAAAAM9gAEEBQYJBAAAAIeAAAAAAAAAAAAAAAAAAABvbmV0aHJlZXRoaXJ0ZWVub25lenfDtmxmAxkcFggVnAEWAAAZFjIAFQIZLEgMYXJyb3dfc2NoZW1hFQIAFQwlAhgEdGV4dCUATBwAAAAWDBkcGRwmABwVDBklBgwZGAR0ZXh0FQgWDBaUARacASYISRwVABUMFQIAABakARUcABaUARYMJggWnAEUAAAZHBgMQVJST1c6c2NoZW1hGKABLy8vLy8zQUFBQUFRQUFBQUFBQUtBQXdBQ2dBSkFBUUFDZ0FBQUJBQUFBQUFBUVFBQ0FBSUFBQUFCQUFJQUFBQUJBQUFBQUVBQUFBVUFBQUFFQUFVQUJBQURnQVBBQVFBQUFBSUFCQUFBQUFZQUFBQURBQUFBQUFBQVFVUUFBQUFBQUFBQUFRQUJBQUVBQUFBQkFBQUFIUmxlSFFBQUFBQQAYDHBhcnF1ZXQtd2FzbRkcHAAAAC0BAABQQVIx",
  "prefixes, Zstandard":
    "UEFSMRUAFZIBFZIBLBUMFQ4VBhUGAAAotS/9IEkFAgB0AwIAAAADPYABBAUAAwMAAAAiBACAAQQFBgUDAAAAJQwAb25ldGhyZWVpcnRlZW5vbmV6d8O2bGYCAKD8BQgDGRwWCBW4ARYAABkWMgAVAhksSAxhcnJvd19zY2hlbWEVAgAVDCUCGAR0ZXh0JQBMHAAAABYMGRwZHCYAHBUMGSUGDhkYBHRleHQVDBYMFrgBFrgBJghJHBUAFQ4VAgAAFsABFRwAFrgBFgwmCBa4ARQAABkcGAxBUlJPVzpzY2hlbWEYoAEvLy8vLzNBQUFBQVFBQUFBQUFBS0FBd0FDZ0FKQUFRQUNnQUFBQkFBQUFBQUFRUUFDQUFJQUFBQUJBQUlBQUFBQkFBQUFBRUFBQUFVQUFBQUVBQVVBQkFBRGdBUEFBUUFBQUFJQUJBQUFBQVlBQUFBREFBQUFBQUFBUVVRQUFBQUFBQUFBQVFBQkFBRUFBQUFCQUFBQUhSbGVIUUFBQUFBABgMcGFycXVldC13YXNtGRwcAAAALQEAAFBBUjE=",
};

/** A page as its header claims it to be. */
export interface CraftedPage {
  readonly body: Uint8Array;
  readonly rows?: number;
  readonly encoding?: Encoding;
  readonly kind?: "data" | "dictionary";
  readonly size?: number;
  readonly unpacked?: number;
  readonly crc?: number;
}

type Metadata = Parameters<typeof writeMetadata>[1];

export interface CraftedFile {
  readonly pages: readonly CraftedPage[];
  readonly rows?: number;
  readonly optional?: boolean;
  readonly codec?: (typeof CompressionCodecs)[number];
  readonly length?: number;
  /** that the root claims, below 64 */
  readonly columns?: number;
  /** what the schema says of the column, by default that it is text, and what else the row group says of its bytes */
  readonly element?: Partial<Metadata["schema"][number]>;
  readonly meta?: Partial<NonNullable<Metadata["row_groups"][number]["columns"][number]["meta_data"]>>;
  readonly elsewhere?: string;
}

/** A file of one column "t" that claims what it is told to. */
export function crafted({
  pages,
  rows = 1,
  optional = false,
  codec = "UNCOMPRESSED",
  length,
  columns = 1,
  element = { type: "BYTE_ARRAY", converted_type: "UTF8" },
  meta = {},
  elsewhere,
}: CraftedFile): Uint8Array {
  const writer = new ByteWriter();
  writer.appendBytes(Buffer.from("PAR1"));
  for (const { body, encoding = "PLAIN", kind = "data", ...claims } of pages) {
    const values = { field_1: claims.rows ?? rows, field_2: Encodings.indexOf(encoding) };
    serializeTCompactProtocol(writer, {
      field_1: kind === "data" ? 0 : 2,
      field_2: claims.unpacked ?? body.length,
      field_3: claims.size ?? body.length,
      field_4: claims.crc,
      field_5: kind === "data" ? { ...values, field_3: 3, field_4: 3 } : undefined,
      field_7: kind === "data" ? undefined : values,
    });
    writer.appendBytes(body);
  }
  const repetition = optional ? ("OPTIONAL" as const) : ("REQUIRED" as const);
  writeMetadata(writer, {
    version: 1,
    schema: [
      { name: "root", num_children: 1 },
      { name: "t", repetition_type: repetition, ...element },
    ],
    num_rows: BigInt(rows),
    row_groups: [
      {
        columns: [
          {
            ...(elsewhere === undefined ? {} : { file_path: elsewhere }),
            file_offset: 0n,
            meta_data: {
              type: "BYTE_ARRAY",
              encodings: ["PLAIN"],
              path_in_schema: ["t"],
              codec,
              num_values: BigInt(rows),
              total_uncompressed_size: 0n,
              total_compressed_size: BigInt(length ?? writer.offset - 4),
              data_page_offset: 4n,
              ...meta,
            },
          },
        ],
        total_byte_size: 0n,
        num_rows: BigInt(rows),
      },
    ],
    metadata_length: 0,
  });
  writer.appendBytes(Buffer.from("PAR1"));
  const bytes = new Uint8Array(writer.getBuffer());
  // Whole numbers of the footer have their sign in the last bit.
  bytes[Buffer.from(bytes).lastIndexOf("root") + 5] = 2 * columns;
  return bytes;
}
