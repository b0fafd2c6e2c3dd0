package council

// random is a splitmix64 generator. It is our own so that a seed gives the
// same council under every release of Go.
type random struct{ state uint64 }

// newRandom mixes the seed with a stream number: what document n draws does
// not depend on how much the documents before it drew.
func newRandom(seed int64, stream uint64) *random {
	r := &random{state: uint64(seed)*0x9E3779B97F4A7C15 + stream}
	r.state = r.next() ^ stream<<32
	return r
}

func (r *random) next() uint64 {
	r.state += 0x9E3779B97F4A7C15
	z := r.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below returns a number from 0 to n-1; n must be positive.
func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// between returns a number from lo to hi, both included.
func (r *random) between(lo, hi int) int { return lo + r.below(hi-lo+1) }

func (r *random) chance(percent int) bool { return r.below(100) < percent }

func pick[T any](r *random, list []T) T { return list[r.below(len(list))] }

func shuffled[T any](r *random, list []T) []T {
	out := append([]T(nil), list...)
	for i := len(out) - 1; i > 0; i-- {
		j := r.below(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return out
}
