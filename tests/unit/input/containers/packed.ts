import type { CompressedFormat } from "../../../../src/input/containers/formats.ts";

/** 60 lines of 14 bytes. */
export const text = Buffer.from(
  Array.from({ length: 60 }, (_, i) => `${String((i * i * 7919) % 1000).padStart(3, "0")} the whale\n`).join(
    "",
  ),
);

/** `text` by gzip -9n, bzip2, xz and zstd -19 of Debian 13. */
export const packed: Readonly<Record<CompressedFormat, string>> = {
  gzip: "H4sIAAAAAAACA32SMQ4DQQgD+7zingDLsizPSXHSFVdGyvfTeopLiSwbG2xmx+c6j+/1vs9Xe8u0ask0ymUqm8qrlMm2YhbK266aM3Rfw4u3YhHKC1dNH7qv4GUsxbKRIRcmZIeXUYpVK89TNWPqvqAXYA3ehObGPudd4NOYAfliPd/FcDPHPS2oqfsmvGz8z/Hbgb/7fu7LQpcMPQt0MNHPhJcA1uBNaO4/3W343MiQyGfI/gMKrCuuSAMAAA==",
  bzip2:
    "QlpoOTFBWSZTWcj8q8MAAGBZgAAQQAB/4CJEBIAwAMGDTCIKnpMCmmRiYmIIqnplBoD1PQFVXnOa7HEjJtFWCiZBZUCRTdmCQFlh24mArwCqqCsmXl6oT+8dbHm+YmmVdpULeN5bG8QHmowLSovpVvoUcRsZaHRR3xB5E1C8SHQ5Y00NPmsxIYOqMd1C71nGueIoqdJmKxMEZhJx4CvoK6ArYK2CtgrYCv4u5IpwoSGR+VeG",
  xz: "/Td6WFoAAATm1rRGBMCrAcgGIQEWAAAAAAAAAOrZYtPgA0cAo10AGGgEDoaDM53HWEWAPMgbrJUz8b2Z6oYbQYafs/hxvb/o3d+cjIcelNUkSvYamF2LG52QzJAZaapMmMPVyN8lHAxDqc+neg0gFC8mDg0K4xoqGdDiEVKTiawgM29R/KiIYAcLFkA1b0uP/XXK2znohAm06BYLFITcvJbNJ2XN1GC850kfVXLosXLBbRnP7L9mbQE39tWoP8rCb7krU16PHkjMigAAfNBMNy0yn0QAAccByAYAADpprEWxxGf7AgAAAAAEWVo=",
  Zstandard:
    "KLUv/WRIAh0EAHILGRHApwPQ7Zj/xqSdpExyc6Di3CsSp7Sc/K7QLf+c7aTy0OuK/BZySJGfsvV3zUiWjOzW8C7aiRvvUi/pLSG3Q2LdN9nqReapRcguIVkzP7d/WiyclpHfmSblOg8MhUAcwUAYwbY7qBEgFH6/A/ClNRA+bwN/+a8S1nMg7FdcxpFVigyRmw==",
};

/** `text` by zstd --ultra -22 --long=31 from a pipe, and by xz --check=sha256. */
export const unusual = {
  longWindow:
    "KLUv/QSoHQQAcgsZEcCnA9DtmP/GpJ2kTHJzoOLcKxKntJz8rtAt/5ztpPLQ64r8FnJIkZ+y9XfNSJaM7NbwLtqJG+9SL+ktIbdDYt032epF5qlFyC4hWTM/t39aLJyWkd+ZJuU6DwyFQBzBQBjBtjuoESAUfr8D8KU1ED5vA3/5rxLWcyDsV1zGkVWKDJGb",
  sha256:
    "/Td6WFoAAArh+wyhBMCrAcgGIQEWAAAAAAAAAOrZYtPgA0cAo10AGGgEDoaDM53HWEWAPMgbrJUz8b2Z6oYbQYafs/hxvb/o3d+cjIcelNUkSvYamF2LG52QzJAZaapMmMPVyN8lHAxDqc+neg0gFC8mDg0K4xoqGdDiEVKTiawgM29R/KiIYAcLFkA1b0uP/XXK2znohAm06BYLFITcvJbNJ2XN1GC850kfVXLosXLBbRnP7L9mbQE39tWoP8rCb7krU16PHkjMigAAaWOc+v2XaIBMXaC6Ef6T4eiFu+p613jAe7DA8qhSUBQAAd8ByAYAAMzpKaq26d8cAgAAAAAKWVo=",
};
