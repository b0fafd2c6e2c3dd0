package seal_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"sarsen/redact/seal"
)

const password = "a long enough passphrase"

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// inner is a small zip with a telling name in it.
func inner(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("documents/0001-health-report.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(bytes.Repeat([]byte("allowed text "), 4000)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func recipient(t testing.TB) (age.Recipient, age.Identity) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id.Recipient(), id
}

func TestSealAndOpen(t *testing.T) {
	to, id := recipient(t)
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		lock seal.Lock
		key  seal.Key // of the receiver
	}{
		{"aes", seal.Lock{Format: seal.AES, Password: password}, seal.Key{Password: password}},
		{"aes, not ASCII", seal.Lock{Format: seal.AES, Password: "pâr o sanau gwlân"}, seal.Key{Password: "pâr o sanau gwlân"}},
		{"age, password", seal.Lock{Format: seal.Age, Password: password}, seal.Key{Password: password}},
		{"age, recipient", seal.Lock{Format: seal.Age, Recipients: []age.Recipient{to}}, seal.Key{Identities: []age.Identity{id}}},
		{"age, hybrid recipient", seal.Lock{Format: seal.Age, Recipients: []age.Recipient{hybrid.Recipient()}}, seal.Key{Identities: []age.Identity{hybrid}}},
	}
	_, stranger := recipient(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, size := range []int{0, 1, 16, 17, 70_000} {
				plain := append(inner(t), make([]byte, size)...)
				sealed := filepath.Join(t.TempDir(), "sealed")
				again, err := tt.lock.Seal(t.Context(), write(t, "plain", plain), sealed, "pack.zip")
				if err != nil {
					t.Fatal(err)
				}
				if format, err := seal.Detect(sealed); err != nil || format != tt.lock.Format {
					t.Errorf("detected %q, %v", format, err)
				}
				raw, err := os.ReadFile(sealed)
				if err != nil || bytes.Contains(raw, []byte("health")) {
					t.Errorf("the name of a document can be read (%v)", err)
				}
				for name, key := range map[string]seal.Key{"receiver": tt.key, "sealer": again} {
					opened := filepath.Join(t.TempDir(), "opened")
					if err := seal.Open(t.Context(), sealed, opened, key); err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if got, err := os.ReadFile(opened); err != nil || !bytes.Equal(got, plain) {
						t.Errorf("%s: %d bytes are not the %d that were sealed (%v)", name, len(got), len(plain), err)
					}
				}
				opened := filepath.Join(t.TempDir(), "opened")
				for _, key := range []seal.Key{{Password: "another long password"}, {Identities: []age.Identity{stranger}}, {}} {
					if err := seal.Open(t.Context(), sealed, opened, key); !errors.Is(err, seal.ErrKey) {
						t.Errorf("a stranger's key: %v", err)
					}
					if _, err := os.Stat(opened); !errors.Is(err, os.ErrNotExist) {
						t.Error("something was left behind")
					}
				}
			}
		})
	}
}

// Every byte of a sealed file counts, and a cut one is noticed.
func TestOpenChanged(t *testing.T) {
	to, id := recipient(t)
	for name, tt := range map[string]struct {
		lock seal.Lock
		key  seal.Key
	}{
		"aes": {seal.Lock{Format: seal.AES, Password: password}, seal.Key{Password: password}},
		"age": {seal.Lock{Format: seal.Age, Recipients: []age.Recipient{to}}, seal.Key{Identities: []age.Identity{id}}},
	} {
		t.Run(name, func(t *testing.T) {
			plain := []byte("a short file")
			sealed := filepath.Join(t.TempDir(), "sealed")
			if _, err := tt.lock.Seal(t.Context(), write(t, "plain", plain), sealed, "pack.zip"); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(sealed)
			if err != nil {
				t.Fatal(err)
			}
			broken := [][]byte{raw[:len(raw)-1], raw[:len(raw)/2], append(bytes.Clone(raw), 0)}
			for i := range raw {
				changed := bytes.Clone(raw)
				changed[i] ^= 0x40
				broken = append(broken, changed)
			}
			for i, data := range broken {
				opened := filepath.Join(t.TempDir(), "opened")
				if seal.Open(t.Context(), write(t, "changed", data), opened, tt.key) != nil {
					continue
				}
				if got, err := os.ReadFile(opened); err != nil || !bytes.Equal(got, plain) {
					t.Errorf("change %d: other bytes came out", i)
				}
			}
		})
	}
}

// A zip with something beside the locked member is not taken for ours.
func TestOpenMoreMembers(t *testing.T) {
	sealed := filepath.Join(t.TempDir(), "sealed.zip")
	if _, err := (seal.Lock{Format: seal.AES, Password: password}).Seal(t.Context(), write(t, "plain", inner(t)), sealed, "pack.zip"); err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range r.File {
		if err := z.Copy(m); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := z.Create("more.txt"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	err = seal.Open(t.Context(), write(t, "more.zip", b.Bytes()), filepath.Join(t.TempDir(), "opened"), seal.Key{Password: password})
	if !errors.Is(err, seal.ErrDamaged) {
		t.Errorf("error %v", err)
	}
}

func TestErrorsLeaveNothing(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	dst := filepath.Join(t.TempDir(), "sealed")
	lock := seal.Lock{Format: seal.AES, Password: password}
	if _, err := lock.Seal(ended, write(t, "plain", inner(t)), dst, "pack.zip"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
	if _, err := lock.Seal(t.Context(), "nowhere", dst, "pack.zip"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no source: %v", err)
	}
	if _, err := os.Stat(dst); !errors.Is(err, os.ErrNotExist) {
		t.Error("something was left behind")
	}
}

func TestDetectPlain(t *testing.T) {
	for name, data := range map[string][]byte{"empty": nil, "zip": inner(t), "text": []byte("age is a number")} {
		path := write(t, "file", data)
		if format, err := seal.Detect(path); err != nil || format != seal.Plain {
			t.Errorf("%s: %q, %v", name, format, err)
		}
		if err := seal.Open(t.Context(), path, filepath.Join(t.TempDir(), "o"), seal.Key{Password: password}); !errors.Is(err, seal.ErrDamaged) {
			t.Errorf("%s: opened: %v", name, err)
		}
	}
}

// 7-Zip, which people at home use, opens the file and finds the zip in it.
func TestSevenZip(t *testing.T) {
	bin, err := exec.LookPath("7z")
	if err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("7z is not installed")
		}
		t.Skip("7z is not installed")
	}
	plain := inner(t)
	sealed := filepath.Join(t.TempDir(), "sealed.zip")
	if _, err := (seal.Lock{Format: seal.AES, Password: password}).Seal(t.Context(), write(t, "plain", plain), sealed, "pack.zip"); err != nil {
		t.Fatal(err)
	}
	list, err := exec.CommandContext(t.Context(), bin, "l", "-slt", sealed).CombinedOutput()
	if err != nil || !bytes.Contains(list, []byte("AES-256")) || bytes.Contains(list, []byte("health")) {
		t.Errorf("listed: %v\n%s", err, list)
	}
	out := t.TempDir()
	if said, err := exec.CommandContext(t.Context(), bin, "x", "-p"+password, "-o"+out, sealed).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if got, err := os.ReadFile(filepath.Join(out, "pack.zip")); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("unpacked %d bytes, %v", len(got), err)
	}
	if said, err := exec.CommandContext(t.Context(), bin, "t", "-pwrong password, surely", sealed).CombinedOutput(); err == nil {
		t.Errorf("a wrong password was taken:\n%s", said)
	}
}

func TestPasswords(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		p, err := seal.NewPassword()
		if err != nil || len(p) != 35 || len(strings.Split(p, "-")) != 6 || seen[p] {
			t.Fatalf("password of %d letters, %v", len(p), err)
		}
		seen[p] = true
		if err := (seal.Lock{Format: seal.AES, Password: p}).Check(); err != nil {
			t.Error(err)
		}
	}
	for name, weak := range map[string]string{
		"none": "", "short": "elevenchars", "of one letter": strings.Repeat("a", 40), "control": "a long enough\tpassword", "endless": strings.Repeat("abcdefghij", 20),
	} {
		if err := (seal.Lock{Format: seal.AES, Password: weak}).Check(); !errors.Is(err, seal.ErrPassword) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPasswordFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	if _, err := seal.ReadPassword(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if err := seal.SavePassword(path, password); err != nil {
		t.Fatal(err)
	}
	if err := seal.SavePassword(path, "another"); !errors.Is(err, os.ErrExist) {
		t.Errorf("overwritten: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if got, err := seal.ReadPassword(path); err != nil || got != password {
		t.Errorf("read %d letters, %v", len(got), err)
	}
	if got, err := seal.ReadPassword(write(t, "windows", []byte("\ufeff"+password+"\r\nsecond line\r\n"))); err != nil || got != password {
		t.Errorf("with a mark and two lines: %d letters, %v", len(got), err)
	}
}

func TestLockCheck(t *testing.T) {
	to, _ := recipient(t)
	for name, lock := range map[string]seal.Lock{
		"no format":               {Password: password},
		"aes for recipients":      {Format: seal.AES, Recipients: []age.Recipient{to}},
		"password and recipients": {Format: seal.Age, Password: password, Recipients: []age.Recipient{to}},
		"neither":                 {Format: seal.Age},
	} {
		if lock.Check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestReadRecipients(t *testing.T) {
	to, _ := recipient(t)
	got, err := seal.ReadRecipients(write(t, "to", []byte("# the solicitor\n\n"+to.(*age.X25519Recipient).String()+"\n")))
	if err != nil || len(got) != 1 {
		t.Errorf("%d recipients, %v", len(got), err)
	}
	if _, err := seal.ReadRecipients(write(t, "to", []byte("age1nonsense\n"))); err == nil {
		t.Error("nonsense was taken")
	}
}

// Whatever stands in a file: no panic, no hang, and only an error or, with the
// right key, the plain bytes.
func FuzzOpen(f *testing.F) {
	plain := []byte("a short file")
	for _, lock := range []seal.Lock{{Format: seal.AES, Password: password}} {
		sealed := filepath.Join(f.TempDir(), "sealed")
		if _, err := lock.Seal(context.Background(), write(f, "plain", plain), sealed, "pack.zip"); err != nil {
			f.Fatal(err)
		}
		raw, err := os.ReadFile(sealed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte("age-encryption.org/v1\n-> X25519 a\n"))
	f.Add(inner(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		opened := filepath.Join(t.TempDir(), "opened")
		err := seal.Open(t.Context(), write(t, "sealed", data), opened, seal.Key{Password: password})
		got, readErr := os.ReadFile(opened)
		if err == nil && !bytes.Equal(got, plain) || err != nil && !errors.Is(readErr, os.ErrNotExist) {
			t.Errorf("opened %d bytes: %v", len(got), err)
		}
	})
}
