#!/bin/sh
# Audio samples — nhạc hiệu và tín hiệu của Loa Số.
#
# Makes every tone of this folder from arithmetic alone: no recording, no third party. Writes mono
# FLAC at 24 kHz beside this script, and SHA256SUMS. The same ffmpeg gives the same bytes; another
# version may differ in the last bit, so only the committed files carry the sums.
set -eu
cd "$(dirname "$0")"

# tone NAME SECONDS GAIN_DB EXPRESSION — t is seconds; fades of 10 ms hide the edges.
tone() {
  end=$(awk "BEGIN { printf \"%.3f\", $2 - 0.01 }")
  ffmpeg -nostdin -hide_banner -v error -y -f lavfi -i "aevalsrc=exprs='$4':s=24000:d=$2" \
    -af "volume=$3dB,afade=t=in:d=0.01,afade=t=out:st=$end:d=0.01" \
    -ac 1 -c:a flac -sample_fmt s16 -compression_level 8 -map_metadata -1 \
    -fflags +bitexact -flags:a +bitexact "$1.flac"
}

# A struck bell of F Hz at second S: base, octave and twelfth, dying away.
bell() {
  at="(t-$2)"
  printf '%s' "gte(t,$2)*(exp(-2.2*$at)*sin(2*PI*$1*$at)+0.35*exp(-4*$at)*sin(4*PI*$1*$at)+0.15*exp(-6*$at)*sin(6*PI*$1*$at))"
}

# Opening: three bells falling (G5 E flat 5 C5). Closing: two, rising home.
tone chime-open 2.8 -2.4 "0.5*($(bell 784 0)+$(bell 622 0.55)+$(bell 523 1.1))"
tone chime-close 2.2 -1.4 "0.5*($(bell 523 0)+$(bell 784 0.55))"

# Emergency: 500 to 1 200 Hz in 3.5 s, silence 0.5 s, three times (the sweep of NEN 2575), with a
# third harmonic that horns carry well.
p="mod(t,4)"
phase="2*PI*(500*$p+100*$p*$p)"
tone warning-tone 12 -11 "lt($p,3.5)*(0.8*sin($phase)+0.2*sin(3*$phase))"

# Drill: two calm tones in turn, never a sweep, so that nobody takes a drill for the real thing.
q="mod(t,1)"
tone drill-tone 6 -12.2 "if(lt($q,0.5),sin(2*PI*600*t),sin(2*PI*450*t))*min(1,min(mod(t,0.5),0.5-mod(t,0.5))*50)"

# Test: 1 kHz at -20 dBFS, for measuring a cluster.
tone test-tone 5 -20 "sin(2*PI*1000*t)"

sha256sum -- *.flac > SHA256SUMS
