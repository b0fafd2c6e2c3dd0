package config

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Size is a number of bytes, written as 512MB, 2GB or a plain number. Units
// are powers of 1024.
type Size int64

var units = []struct {
	suffix string
	bytes  int64
}{
	{"kb", 1 << 10},
	{"mb", 1 << 20},
	{"gb", 1 << 30},
	{"tb", 1 << 40},
	{"k", 1 << 10},
	{"m", 1 << 20},
	{"g", 1 << 30},
	{"t", 1 << 40},
	{"b", 1},
}

// UnmarshalText reads a size.
func (s *Size) UnmarshalText(raw []byte) error {
	text := strings.ToLower(strings.ReplaceAll(string(raw), " ", ""))
	factor := int64(1)
	for _, u := range units {
		if rest, ok := strings.CutSuffix(text, u.suffix); ok {
			text, factor = rest, u.bytes
			break
		}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n*float64(factor) > 1<<62 {
		return fmt.Errorf("%q is not a size: write 512MB, 2GB or a number of bytes", raw)
	}
	*s = Size(n * float64(factor))
	return nil
}

func (w Workers) withDefaults() Workers {
	if w.Count == 0 {
		w.Count = min(runtime.NumCPU(), 4)
	}
	if w.Memory == 0 {
		w.Memory = 384 << 20
	}
	if w.Time == 0 {
		w.Time = time.Minute
	}
	return w
}
