#include <criterion/criterion.h>
Test(orders, none)
{
}
